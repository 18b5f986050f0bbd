#include "server/notify/mailbox.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "shared/base/json.hpp"

namespace motcua::notify {
namespace {

std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

/// "2026-11-24 18:05:09" in Vietnam.
std::string local_time(Millis at) {
    const Millis seconds = at / 1000 + 7 * 3600;
    const Millis of_day = seconds % 86400;
    return fmt::format("{} {:02}:{:02}:{:02}", format_date(date_in_vietnam(at)), of_day / 3600, of_day / 60 % 60, of_day % 60);
}

std::string article(const MailboxEntry& entry) {
    const bool mail = entry.channel == "email";
    return fmt::format(R"(<article><h2>{} &rarr; {}</h2><p><time>{}</time>{}</p><pre>{}</pre></article>)", mail ? "E-mail" : "SMS", escape_html(entry.to),
                       local_time(entry.at), mail ? fmt::format(" &middot; <b>{}</b>", escape_html(entry.subject)) : "", escape_html(entry.text));
}

}  // namespace

std::vector<MailboxEntry> read_mailbox(store::Transaction& tx, int limit) {
    auto out = tx.mailbox().newest(limit);
    std::reverse(out.begin(), out.end());
    return out;
}

std::string mailbox_json(const std::vector<MailboxEntry>& entries) {
    Json messages = Json::array();
    for (const auto& entry : entries)
        messages.push_back({{"channel", entry.channel}, {"to", entry.to}, {"subject", entry.subject}, {"text", entry.text}, {"at", entry.at}});
    return dump_json({{"messages", messages}});
}

std::string mailbox_html(const std::vector<MailboxEntry>& entries) {
    std::string articles;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) articles += article(*entry);
    if (articles.empty()) articles = "<p>Chưa có tin nhắn nào. / No messages yet.</p>";
    return fmt::format(
        R"(<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">)"
        R"(<title>Hộp thư thử nghiệm – Một Cửa</title></head><body><main><h1>Hộp thư thử nghiệm / Developer mailbox</h1>)"
        R"(<p>Chỉ có khi chạy thử (<code>--demo</code>). Tải lại trang để xem tin mới. / Only with <code>--demo</code>. Reload for new messages.</p>)"
        R"({}</main></body></html>)",
        articles);
}

}  // namespace motcua::notify
