// Messages from the caller's transaction to the gateway: channels, fallback, what is kept and what is erased.
#include <boost/test/unit_test.hpp>

#include "server/notify/delivery.hpp"
#include "server/notify/envelope.hpp"
#include "server/notify/mailbox.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/provisioning/worker.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;
using namespace motcua::notify;

namespace {

struct Post {
    Post() {
        auto made = Notifier::create({.messages_json = std::string(messages_json()), .keys = store.keyring});
        BOOST_REQUIRE(made.ok());
        notifier = *made;
    }
    void send(const Message& message) {
        const auto result = store.db->write<void>([&](store::Transaction& tx) { return notifier->enqueue(tx, message); });
        BOOST_REQUIRE(result.ok());
    }
    DeliveryOptions options() {
        return {.db = store.db, .keys = store.keyring, .clock = [this] { return store.now; }, .smtp_url = "smtp://x", .smtp_from = "a@motcua.invalid",
                .sms_gateway_url = "http://x",
                .email = [this](const std::string&, const net::Trust&, const Email& email) { emails.push_back(email); return email_answer; },
                .sms = [this](const std::string&, const net::Trust&, const Sms& sms) { messages.push_back(sms); return sms_answer; }};
    }
    void run(DeliveryOptions with) {
        for (const auto kind : {provisioning::kind_email, provisioning::kind_sms}) {
            provisioning::Worker worker({.db = store.db.get(), .kind = std::string(kind), .deliver = make_delivery(with),
                                         .clock = [this] { return store.now; }, .jitter = [] { return 0.0; },
                                         .given_up = make_given_up(store.keyring)});
            worker.run_due();
        }
    }
    std::vector<Delivery> of(const std::string& reference) {
        return store.write([&](store::Transaction& tx) { return deliveries(tx, reference); });
    }

    test::Store store;
    std::shared_ptr<Notifier> notifier;
    std::vector<Email> emails;
    std::vector<Sms> messages;
    Delivered email_answer{.kind = Delivered::Kind::delivered}, sms_answer{.kind = Delivered::Kind::delivered};
};

Message submitted(std::string phone, std::string email) {
    return {.topic = Topic::submitted, .to = {.phone = std::move(phone), .email = std::move(email), .language = "vi"}, .reference = "MC-7K3M-9QTX-K"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(who_has_an_address_is_told_by_mail_and_others_by_sms) {
    Post post;
    post.send(submitted("+84912345678", "anna@example.com"));
    post.send(submitted("+84912345679", ""));
    post.run(post.options());
    BOOST_REQUIRE(post.emails.size() == 1u);
    BOOST_REQUIRE(post.messages.size() == 1u);
    BOOST_TEST(post.emails[0].to == "anna@example.com");
    BOOST_TEST(post.emails[0].subject == "Đã tiếp nhận tờ khai MC-7K3M-9QTX-K");
    BOOST_TEST(post.messages[0].to == "+84912345679");
}

BOOST_AUTO_TEST_CASE(the_result_goes_by_both_channels) {
    Post post;
    post.send({.topic = Topic::account_created, .to = {.phone = "+84912345678", .email = "anna@example.com", .language = "en"}, .reference = "MC-1",
               .values = {{"account", "DEMO-1"}, {"activate_by", "1 December 2026"}}});
    post.run(post.options());
    BOOST_TEST(post.emails.size() == 1u);
    BOOST_TEST(post.messages.size() == 1u);
    for (const auto& delivery : post.of("MC-1")) BOOST_TEST(delivery.state == "delivered");
}

BOOST_AUTO_TEST_CASE(a_mail_refused_for_good_falls_back_to_sms_once) {
    Post post;
    post.email_answer = {.kind = Delivered::Kind::permanent, .error = "smtp.550"};
    post.send(submitted("+84912345678", "nobody@example.com"));
    post.run(post.options());
    post.run(post.options());
    BOOST_TEST(post.emails.size() == 1u);
    BOOST_TEST(post.messages.size() == 1u);
    const auto seen = post.of("MC-7K3M-9QTX-K");
    BOOST_REQUIRE(seen.size() == 2u);
    BOOST_TEST((seen[0].channel == Channel::email));
    BOOST_TEST(seen[0].state == "failed");
    BOOST_TEST((seen[1].channel == Channel::sms));
    BOOST_TEST(seen[1].state == "delivered");
}

BOOST_AUTO_TEST_CASE(a_busy_mail_server_is_tried_again_without_fallback) {
    Post post;
    post.email_answer = {.kind = Delivered::Kind::temporary, .error = "smtp.451"};
    post.send(submitted("+84912345678", "anna@example.com"));
    post.run(post.options());
    BOOST_TEST(post.messages.empty());
    BOOST_TEST(post.of("MC-7K3M-9QTX-K")[0].state == "queued");
    post.email_answer = {.kind = Delivered::Kind::delivered};
    post.store.now += 1000;
    post.run(post.options());
    BOOST_REQUIRE(post.emails.size() == 2u);
    BOOST_TEST(post.emails[0].id == post.emails[1].id);  // one Message-ID: the receiver sees one letter
    BOOST_TEST(post.of("MC-7K3M-9QTX-K")[0].state == "delivered");
}

BOOST_AUTO_TEST_CASE(a_mail_that_is_tried_in_vain_until_its_limit_falls_back_to_sms_once) {
    Post post;
    post.email_answer = {.kind = Delivered::Kind::temporary, .error = "smtp.451"};
    post.send(submitted("+84912345678", "anna@example.com"));
    post.run(post.options());
    post.store.now += 3 * 24 * 3600 * 1000LL;
    post.run(post.options());
    post.run(post.options());
    BOOST_TEST(post.emails.size() == 1u);
    BOOST_REQUIRE(post.messages.size() == 1u);
    BOOST_TEST(post.messages[0].to == "+84912345678");
    const auto seen = post.of("MC-7K3M-9QTX-K");
    BOOST_REQUIRE(seen.size() == 2u);
    BOOST_TEST(seen[0].state == "failed");
    BOOST_TEST(seen[1].state == "delivered");
}

BOOST_AUTO_TEST_CASE(what_is_of_no_use_later_is_tried_by_mail_for_half_of_the_time_and_by_sms_for_the_rest) {
    Post post;
    post.email_answer = post.sms_answer = {.kind = Delivered::Kind::temporary, .error = "busy"};
    auto message = submitted("+84912345678", "anna@example.com");
    message.until = post.store.now + 2'000'000;
    post.send(message);
    post.run(post.options());
    post.store.now += 999'999;
    post.run(post.options());
    BOOST_TEST(post.messages.empty());
    ++post.store.now;
    post.run(post.options());
    BOOST_TEST(post.messages.size() == 1u);
    post.store.now += 1'000'000;
    post.run(post.options());
    BOOST_TEST(post.messages.size() == 1u);
    for (const auto& delivery : post.of("MC-7K3M-9QTX-K")) BOOST_TEST(delivery.state == "failed");
}

BOOST_AUTO_TEST_CASE(a_message_is_taken_back_as_long_as_it_is_on_its_way) {
    Post post;
    post.email_answer = {.kind = Delivered::Kind::temporary, .error = "smtp.451"};
    post.send(submitted("+84912345678", "anna@example.com"));
    post.run(post.options());
    const auto take = [&] { post.store.write([](store::Transaction& tx) { return take_back(tx, "MC-7K3M-9QTX-K", Topic::submitted), 0; }); };
    post.store.write([](store::Transaction& tx) { return take_back(tx, "MC-7K3M-9QTX-K", Topic::booked), 0; });
    BOOST_TEST(post.of("MC-7K3M-9QTX-K").size() == 1u);
    take();
    BOOST_TEST(post.of("MC-7K3M-9QTX-K").empty());
    post.store.now += 10'000;
    post.run(post.options());
    BOOST_TEST(post.emails.size() == 1u);
    post.send(submitted("+84912345678", ""));
    post.run(post.options());
    take();
    BOOST_TEST(post.of("MC-7K3M-9QTX-K").size() == 1u);  // it has arrived
}

BOOST_AUTO_TEST_CASE(neither_address_nor_text_stands_in_the_store_in_the_clear) {
    Post post;
    post.send(submitted("+84912345678", "anna@example.com"));
    const auto rows = post.store.text("SELECT hex(address) || hex(body) FROM notifications");
    BOOST_TEST(rows.find("616E6E61") == std::string::npos);      // "anna"
    BOOST_TEST(rows.find("2B3834393132") == std::string::npos);  // "+84912"
    BOOST_TEST(post.store.text("SELECT length(payload) FROM outbox") == "0");
}

BOOST_AUTO_TEST_CASE(the_text_is_erased_when_it_has_arrived) {
    Post post;
    post.send(submitted("+84912345678", ""));
    post.run(post.options());
    BOOST_TEST(post.store.text("SELECT body IS NULL FROM notifications") == "1");
}

BOOST_AUTO_TEST_CASE(a_code_leaves_nothing_behind) {
    Post post;
    const auto sent = post.store.db->write<void>([&](store::Transaction& tx) { return post.notifier->send_code(tx, "+84912345678", "042317", 5, "vi"); });
    BOOST_REQUIRE(sent.ok());
    post.run(post.options());
    BOOST_REQUIRE(post.messages.size() == 1u);
    BOOST_TEST(post.messages[0].text.find("042317") != std::string::npos);
    BOOST_TEST(post.store.text("SELECT count(*) FROM notifications") == "0");
    BOOST_TEST(post.store.text("SELECT count(*) FROM data_keys WHERE record LIKE 'otp:%'") == "0");
}

BOOST_AUTO_TEST_CASE(a_code_that_has_expired_is_not_sent) {
    Post post;
    const auto sent = post.store.db->write<void>([&](store::Transaction& tx) { return post.notifier->send_code(tx, "+84912345678", "042317", 5, "vi"); });
    BOOST_REQUIRE(sent.ok());
    post.store.now += 5 * 60 * 1000;
    post.run(post.options());
    BOOST_TEST(post.messages.empty());
}

BOOST_AUTO_TEST_CASE(a_message_of_a_rolled_back_act_is_never_sent) {
    Post post;
    const auto undone = post.store.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_CHECK(post.notifier->enqueue(tx, submitted("+84912345678", "")));
        return ErrorCode::request_internal;
    });
    BOOST_TEST(!undone.ok());
    post.run(post.options());
    BOOST_TEST(post.messages.empty());
}

BOOST_AUTO_TEST_CASE(with_demo_what_has_no_gateway_lands_in_the_mailbox_once) {
    Post post;
    auto options = post.options();
    options.smtp_url = options.sms_gateway_url = "";
    options.demo = true;
    post.send(submitted("+84912345678", ""));
    post.run(options);
    post.run(options);
    const auto box = post.store.write([](store::Transaction& tx) { return read_mailbox(tx, 10); });
    BOOST_REQUIRE(box.size() == 1u);
    BOOST_TEST(box[0].to == "+84912345678");
    BOOST_TEST(post.messages.empty());
}

BOOST_AUTO_TEST_CASE(without_demo_and_gateway_a_message_waits_and_says_why) {
    Post post;
    auto options = post.options();
    options.sms_gateway_url = "";
    post.send(submitted("+84912345678", ""));
    post.run(options);
    BOOST_TEST(post.store.text("SELECT last_error FROM outbox") == "notify.not_configured");
    BOOST_TEST(post.store.text("SELECT count(*) FROM mailbox") == "0");
    post.store.now += 1000;
    post.run(post.options());
    BOOST_TEST(post.messages.size() == 1u);
}

BOOST_AUTO_TEST_CASE(nobody_reachable_is_an_error) {
    Post post;
    const auto result = post.store.db->write<void>([&](store::Transaction& tx) { return post.notifier->enqueue(tx, submitted("0912", "a@b@c")); });
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::address_refused));
}
