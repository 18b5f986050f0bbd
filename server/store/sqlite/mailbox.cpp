#include "server/store/mailbox.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteMailbox final : public On<Mailbox> {
public:
    using On::On;

    void drop(const MailboxEntry& entry) override {
        sql("INSERT INTO mailbox(channel, recipient, subject, body, at) VALUES(?,?,?,?,?)")
            .bind(1, entry.channel)
            .bind(2, entry.to)
            .bind(3, entry.subject)
            .bind(4, entry.text)
            .bind(5, now())
            .run();
        sql("DELETE FROM mailbox WHERE seq <= (SELECT max(seq) FROM mailbox) - 500").run();
    }
    [[nodiscard]] std::vector<MailboxEntry> newest(int limit) const override {
        auto rows = sql("SELECT channel, recipient, subject, body, at FROM mailbox ORDER BY seq DESC LIMIT ?");
        rows.bind(1, limit);
        return read_all(rows, [](const Statement& row) {
            return MailboxEntry{.channel = row.text(0),
                                .to = row.text(1),
                                .subject = row.text(2),
                                .text = row.text(3),
                                .at = row.integer(4)};
        });
    }
};

}  // namespace

template <>
std::unique_ptr<Mailbox> make_gateway<Mailbox>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteMailbox>(tx);
}

}  // namespace motcua::store
