// Texts, headers and addresses of messages.
#include <boost/test/unit_test.hpp>

#include "server/net/base64.hpp"
#include "server/notify/email.hpp"
#include "server/notify/mailbox.hpp"
#include "server/notify/messages.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/sms.hpp"

using namespace motcua;
using namespace motcua::notify;

namespace {

const Catalogue& catalogue() {
    static const auto parsed = [] {
        auto out = Catalogue::parse(messages_json());
        BOOST_REQUIRE_MESSAGE(out.ok(), (out.ok() ? "" : out.error().detail));
        return *std::move(out);
    }();
    return *parsed;
}

Email letter(std::string subject, std::string to = "anna@example.com") {
    return {.from = "no-reply@motcua.invalid", .to = std::move(to), .subject = std::move(subject), .text = "Xin chào\n", .id = "abc", .at = 1'795'500'000'000};
}

/// Undoes encode_header, by RFC 2047.
std::string decode_header(std::string_view header) {
    std::string out;
    for (auto at = header.find("=?UTF-8?B?"); at != std::string_view::npos; at = header.find("=?UTF-8?B?", at)) {
        at += 10;
        const auto end = header.find("?=", at);
        out += net::decode_base64(header.substr(at, end - at)).value_or("!");
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_message_of_a_created_account_says_number_and_last_day_in_the_persons_language) {
    const std::map<std::string, std::string> values{{"reference", "MC-7K3M-9QTX-K"}, {"account", "DEMO-1"}, {"activate_by", "01/12/2026"}};
    const auto vi = catalogue().render(Topic::account_created, Channel::email, "vi", values);
    BOOST_REQUIRE(vi.ok());
    BOOST_TEST(vi->subject == "Tài khoản định danh điện tử mức độ 2 đã được tạo – MC-7K3M-9QTX-K");
    BOOST_TEST(vi->text.find("đến hết ngày 01/12/2026") != std::string::npos);
    const auto other = catalogue().render(Topic::account_created, Channel::sms, "ko", values);
    BOOST_REQUIRE(other.ok());
    BOOST_TEST(other->text.find("DEMO-1") != std::string::npos);
    BOOST_TEST(other->text.find("계정") != std::string::npos);
    BOOST_TEST(other->subject.empty());
    const auto unknown = catalogue().render(Topic::account_created, Channel::sms, "xx", values);
    BOOST_REQUIRE(unknown.ok());
    BOOST_TEST(unknown->text.find("your level 2 identity account is created, number DEMO-1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_code_message_holds_the_code_alone_as_six_digits) {
    for (const auto* language : {"vi", "en"}) {
        const auto out = catalogue().render(Topic::code, Channel::sms, language, {{"code", "042317"}, {"minutes", "5"}});
        BOOST_REQUIRE(out.ok());
        BOOST_TEST(out->text.find("042317") != std::string::npos);
        BOOST_TEST(out->text.size() < 160u + 40u);
    }
}

BOOST_AUTO_TEST_CASE(a_text_whose_value_is_missing_is_not_sent) {
    const auto out = catalogue().render(Topic::booked, Channel::sms, "vi", {{"reference", "MC-1"}});
    BOOST_REQUIRE(!out.ok());
    BOOST_TEST((out.error().code == ErrorCode::messages_malformed));
    BOOST_TEST(out.error().detail == "time");
}

BOOST_AUTO_TEST_CASE(braces_in_a_value_are_not_read_as_places) {
    const auto out = fill("Lý do: {reason}", {{"reason", "{account} }{"}});
    BOOST_REQUIRE(out.ok());
    BOOST_TEST(*out == "Lý do: {account} }{");
}

BOOST_AUTO_TEST_CASE(a_catalogue_that_lacks_a_text_is_refused) {
    std::string json(messages_json());
    const auto at = json.find("\"withdrawn\"");
    json.replace(at, 11, "\"withdrown\"");
    const auto out = Catalogue::parse(json);
    BOOST_REQUIRE(!out.ok());
    BOOST_TEST(out.error().detail == "withdrawn.vi.subject");
}

BOOST_AUTO_TEST_CASE(an_unknown_reason_has_a_text_too) {
    BOOST_TEST(catalogue().reason("DUPLICATE_ACCOUNT", "vi") == "Giấy tờ này đã có tài khoản định danh điện tử mức độ 2.");
    BOOST_TEST(catalogue().reason("NEVER_SEEN", "en") == catalogue().reason("OTHER", "en"));
}

BOOST_AUTO_TEST_CASE(an_ascii_header_is_left_alone) { BOOST_TEST(encode_header("Appointment at 08:30") == "Appointment at 08:30"); }

BOOST_AUTO_TEST_CASE(a_vietnamese_header_is_cut_between_characters_into_words_of_75) {
    const std::string subject = "Tài khoản định danh điện tử mức độ 2 đã được tạo cho người nước ngoài – MC-7K3M-9QTX-K";
    const auto encoded = encode_header(subject);
    BOOST_TEST(decode_header(encoded) == subject);
    std::size_t from = 0;
    for (int words = 0; from < encoded.size(); ++words) {
        const auto end = std::min(encoded.find("\r\n ", from), encoded.size());
        const auto word = encoded.substr(from, end - from);
        BOOST_TEST(word.size() <= 75u);
        const auto bytes = decode_header(word);
        BOOST_REQUIRE(!bytes.empty());
        BOOST_TEST((static_cast<unsigned char>(bytes[0]) & 0xC0) != 0x80);  // no word begins inside a character
        from = end + 3;
        BOOST_REQUIRE(words < 20);
    }
}

BOOST_AUTO_TEST_CASE(a_letter_has_its_headers_and_a_body_in_base64) {
    const auto message = compose(letter("Đã nhận"));
    BOOST_REQUIRE(message.ok());
    BOOST_TEST(message->find("\r\nTo: <anna@example.com>\r\n") != std::string::npos);
    BOOST_TEST(message->find("\r\nMessage-ID: <abc@motcua.invalid>\r\n") != std::string::npos);
    BOOST_TEST(message->find("Date: Tue, 24 Nov 2026 ") == 0u);
    const auto body = message->substr(message->find("\r\n\r\n") + 4);
    BOOST_TEST(net::decode_base64(body.substr(0, body.find("\r\n"))).value_or("") == "Xin chào\r\n");
    for (std::size_t i = 0; i < message->size(); ++i)
        if ((*message)[i] == '\n') BOOST_TEST((*message)[i - 1] == '\r');
}

BOOST_AUTO_TEST_CASE(an_address_or_subject_with_a_line_break_is_refused) {
    for (const auto* address : {"a@example.com\r\nBcc: b@example.com", "a@example.com\n", "a b@example.com", "a@b@example.com", "@example.com", "a@", "",
                                "<a@example.com>", "a,b@example.com", "\xC3\xA1@example.com"})
        BOOST_TEST(!check_email_address(address).ok(), address);
    BOOST_TEST(check_email_address("anna.maria+vn@mail.example.com").ok());
    BOOST_TEST(!compose(letter("x\r\nBcc: b@example.com")).ok());
    BOOST_TEST(!compose(letter("x", "a@example.com\r\nDATA")).ok());
}

BOOST_AUTO_TEST_CASE(only_a_number_in_e164_takes_an_sms) {
    BOOST_TEST(check_phone("+84912345678").ok());
    for (const auto* phone : {"0912345678", "+84 912345678", "+84912345678\n", "+1", "", "+849123456789012345"}) BOOST_TEST(!check_phone(phone).ok(), phone);
}

BOOST_AUTO_TEST_CASE(the_mailbox_page_shows_markup_in_a_message_as_text) {
    const auto page = mailbox_html({{.channel = "sms", .to = "+84912345678", .text = "<script>alert(1)</script> & \"x\"", .at = 1'795'500'000'000}});
    BOOST_TEST(page.find("<script>") == std::string::npos);
    BOOST_TEST(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;") != std::string::npos);
}
