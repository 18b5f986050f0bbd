#include "server/store/submissions.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

std::vector<std::string> words(std::string_view list) {
    std::vector<std::string> out;
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        out.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return out;
}

class SqliteSubmissions final : public On<Submissions> {
public:
    using On::On;

    [[nodiscard]] std::optional<Submission> find(std::string_view owner, std::string_view request_key) const override {
        auto row = sql("SELECT body_hash, reference_list FROM submissions WHERE owner = ? AND request_key = ?");
        row.bind(1, owner).bind(2, request_key);
        if (!row.step()) return std::nullopt;
        return Submission{.hash = row.text(0), .references = words(row.text(1))};
    }
    void note(std::string_view owner, std::string_view request_key, const Submission& submission) override {
        sql("INSERT INTO submissions(owner, request_key, body_hash, reference_list, at) VALUES(?,?,?,?,?)")
            .bind(1, owner)
            .bind(2, request_key)
            .bind_blob(3, submission.hash)
            .bind(4, fmt::format("{}", fmt::join(submission.references, " ")))
            .bind(5, now())
            .run();
    }
    [[nodiscard]] std::int64_t made_before(Millis instant) const override {
        auto row = sql("SELECT count(*) FROM submissions WHERE at < ?");
        row.bind(1, instant).step();
        return row.integer(0);
    }
    void forget_before(Millis instant) override { sql("DELETE FROM submissions WHERE at < ?").bind(1, instant).run(); }
};

}  // namespace

template <>
std::unique_ptr<Submissions> make_gateway<Submissions>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteSubmissions>(tx);
}

}  // namespace motcua::store
