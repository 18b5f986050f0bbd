#include "server/store/answers.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteAnswers final : public On<Answers> {
public:
    using On::On;

    [[nodiscard]] std::optional<std::string> digest_of(std::string_view enrollment_id) const override {
        auto row = sql("SELECT digest FROM authority_answers WHERE enrollment_id=?");
        return row.bind(1, enrollment_id).step() ? std::optional(row.text(0)) : std::nullopt;
    }
    void accept(std::string_view enrollment_id, std::string_view digest, std::string_view result) override {
        sql("INSERT INTO authority_answers(enrollment_id, digest, reference, result, at) VALUES(?,?,?,?,?)")
            .bind(1, enrollment_id)
            .bind(2, digest)
            .bind(3, enrollment_id)
            .bind(4, result)
            .bind(5, now())
            .run();
    }
    void erase(std::string_view enrollment_id) override {
        sql("DELETE FROM authority_answers WHERE enrollment_id=?").bind(1, enrollment_id).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Answers> make_gateway<Answers>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteAnswers>(tx);
}

}  // namespace motcua::store
