// What the gateways of the counter promise, on every store.
#include "tests/unit/store/ground.hpp"
#include "tests/unit/store/show.hpp"

using namespace motcua;
using motcua::test::file;
using motcua::test::Ground;
using motcua::test::show;
using store::Transaction;

BOOST_AUTO_TEST_SUITE(counter_gateways)

MOTCUA_CONTRACT(accounts_of_officers_are_kept_by_user) {
    const store::StaffAccount lan{.id = "1", .user = "lan", .name = "Lan", .office = "b", .role = "officer", .language = "vi"};
    const store::StaffAccount anh{
        .id = "2", .user = "anh", .name = "Anh", .office = "b", .role = "supervisor", .language = "en", .demo = true};
    const store::StaffAccount zen{.id = "3", .user = "zen", .name = "Zen", .office = "a", .role = "officer", .language = "vi"};
    ground.write([&](Transaction& tx) {
        for (const auto& each : {lan, anh, zen})
            tx.staff().add(each, {.password_hash = "hash " + each.id, .totp = "totp " + each.id});
        BOOST_TEST(show(tx.staff().find("2")) == show(anh));
        BOOST_TEST(!tx.staff().find("9").has_value());
        BOOST_TEST(tx.staff().id_of("zen").value() == "3");
        BOOST_TEST(!tx.staff().id_of("nobody").has_value());
        BOOST_TEST(show(tx.staff().secrets_of("1")) == "hash 1|totp 1|");
        BOOST_TEST(!tx.staff().secrets_of("9").has_value());
        BOOST_TEST(show(tx.staff().all()) == "[" + show(zen) + ";" + show(anh) + ";" + show(lan) + ";]");
        tx.staff().set_secrets("3", {.password_hash = "", .totp = ""});
        BOOST_TEST(!tx.staff().find("3")->active);
        tx.staff().set_secrets("3", {.password_hash = "new hash", .totp = "new totp"});
        BOOST_TEST(show(tx.staff().secrets_of("3")) == "new hash|new totp|");
        BOOST_TEST(tx.staff().find("3")->active);
        BOOST_TEST(show(tx.staff().secrets_of("1")) == "hash 1|totp 1|");
        tx.staff().set_secrets("9", {.password_hash = "h", .totp = "t"});
        BOOST_TEST(!tx.staff().secrets_of("9").has_value());
        tx.staff().add({.id = "5", .user = "new", .role = "officer"}, {});
        BOOST_TEST(!tx.staff().find("5")->active);
        tx.staff().disable("1");
        tx.staff().disable("9");
        BOOST_TEST(tx.staff().find("1")->disabled);
    });
    BOOST_TEST(ground.refuses([&](Transaction& tx) {
        tx.staff().add({.id = "4", .user = "lan", .role = "officer"}, {.password_hash = "h", .totp = "t"});
    }));
    BOOST_TEST(ground.refuses([&](Transaction& tx) {
        tx.staff().add({.id = "1", .user = "newer", .role = "officer"}, {.password_hash = "h", .totp = "t"});
    }));
}

MOTCUA_CONTRACT(an_account_has_one_activation_code_and_the_next_ends_it) {
    ground.write([&](Transaction& tx) {
        for (const auto* id : {"1", "2"}) tx.staff().add({.id = id, .user = std::string("user") + id, .role = "officer"}, {});
        BOOST_TEST(!tx.activations().of("1").has_value());
        tx.activations().choose("1", {.password_hash = "h", .totp = "t"});
        BOOST_TEST(!tx.activations().of("1").has_value());
        tx.activations().put({.staff = "1", .code = "a", .expires_at = ground.now + 2});
        tx.activations().put({.staff = "2", .code = "b", .expires_at = ground.now + 1});
        tx.activations().choose("1", {.password_hash = "h", .totp = "t"});
        BOOST_TEST(show(tx.activations().of("1")) == test::line("1", "a", ground.now + 2, "h|t|"));
        BOOST_TEST(show(tx.activations().of("2")) == test::line("2", "b", ground.now + 1, "||"));
        tx.activations().put({.staff = "1", .code = "c", .expires_at = ground.now + 2});
        BOOST_TEST(show(tx.activations().of("1")) == test::line("1", "c", ground.now + 2, "||"));  // what was chosen went with the code
    });
    ground.now += 1;
    ground.write([](Transaction& tx) {
        BOOST_TEST(tx.activations().of("2").has_value());  // whether it is alive is for the caller to judge
        tx.activations().forget_ended();
        BOOST_TEST(!tx.activations().of("2").has_value());
        BOOST_TEST(tx.activations().of("1").has_value());
        tx.activations().remove("2");
        tx.activations().remove("1");
        BOOST_TEST(!tx.activations().of("1").has_value());
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.activations().put({.staff = "9", .code = "c"}); }));
}

MOTCUA_CONTRACT(a_one_time_code_of_an_officer_is_used_once) {
    ground.write([](Transaction& tx) {
        tx.staff().add({.id = "1", .user = "lan", .role = "officer"}, {.password_hash = "h", .totp = "t"});
        BOOST_TEST(tx.staff().last_code("1") == 0);
        tx.staff().code_used("1", 7);
        tx.staff().code_used("1", 5);
        BOOST_TEST(tx.staff().last_code("1") == 7);
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.staff().code_used("1", 7); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.staff().code_used("9", 7); }));
}

MOTCUA_CONTRACT(a_security_key_belongs_to_one_account_and_is_found_by_its_handle) {
    ground.write([&](Transaction& tx) {
        for (const auto* id : {"1", "2"}) tx.staff().add({.id = id, .user = std::string("user") + id, .role = "officer"}, {.password_hash = "h", .totp = "t"});
        tx.security_keys().add({.id = "k1", .staff = "1", .handle = "h1", .credential = "c", .public_key = "p", .name = "n", .algorithm = -7, .counter = 3});
        const auto key = tx.security_keys().find("h1");
        BOOST_REQUIRE(key.has_value());
        BOOST_TEST(test::line(key->id, key->staff, key->credential, key->public_key, key->name, key->algorithm, key->added_at) ==
                   test::line("k1", "1", "c", "p", "n", -7, ground.now));
        BOOST_TEST(key->counter == 3U);
        BOOST_TEST(!key->used_at.has_value());
        BOOST_TEST(!tx.security_keys().find("h2").has_value());
        tx.security_keys().used("k1", 9);
        BOOST_TEST(tx.security_keys().find("h1")->counter == 9U);
        BOOST_TEST((tx.security_keys().find("h1")->used_at == ground.now));
        BOOST_TEST(tx.security_keys().of_staff("1").size() == 1U);
        BOOST_TEST(tx.security_keys().of_staff("2").empty());
        tx.security_keys().add({.id = "a0", .staff = "1", .handle = "h0"});
        const auto both = tx.security_keys().of_staff("1");
        BOOST_REQUIRE(both.size() == 2U);
        BOOST_TEST(both.front().id == "a0");  // added at the same time: by name
    });
    ground.now += 5;
    ground.write([](Transaction& tx) {
        tx.security_keys().add({.id = "a1", .staff = "1", .handle = "h5"});
        BOOST_TEST(tx.security_keys().of_staff("1").back().id == "a1");  // the oldest first
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.security_keys().add({.id = "k2", .staff = "2", .handle = "h1"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.security_keys().add({.id = "k1", .staff = "2", .handle = "h2"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.security_keys().add({.id = "k3", .staff = "9", .handle = "h3"}); }));
    ground.write([](Transaction& tx) {
        BOOST_TEST(!tx.security_keys().remove("k1", "2"));
        BOOST_TEST(tx.security_keys().remove("k1", "1"));
        BOOST_TEST(!tx.security_keys().remove("k1", "1"));
        tx.security_keys().add({.id = "b1", .staff = "2", .handle = "h6"});
        tx.security_keys().ask({.id = "c1", .purpose = "add", .staff = "1", .session = "s"});
        tx.security_keys().ask({.id = "c2", .purpose = "add", .staff = "2", .session = "s"});
        tx.security_keys().remove_all("1");
        BOOST_TEST(tx.security_keys().of_staff("1").empty());
        BOOST_TEST(tx.security_keys().of_staff("2").size() == 1U);
        BOOST_TEST(!tx.security_keys().take("c1").has_value());
        BOOST_TEST(tx.security_keys().take("c2").has_value());
    });
}

MOTCUA_CONTRACT(a_challenge_is_taken_once) {
    ground.write([&](Transaction& tx) {
        tx.staff().add({.id = "1", .user = "lan", .role = "officer"}, {.password_hash = "h", .totp = "t"});
        tx.security_keys().ask({.id = "a", .purpose = "add", .staff = "1", .session = "s", .expires_at = ground.now + 1});
        tx.security_keys().ask({.id = "b", .purpose = "sign_in", .staff = "1", .session = "", .expires_at = ground.now});
        const auto taken = tx.security_keys().take("a");
        BOOST_REQUIRE(taken.has_value());
        BOOST_TEST(test::line(taken->id, taken->purpose, taken->staff, taken->session, taken->expires_at) == test::line("a", "add", "1", "s", ground.now + 1));
        BOOST_TEST(!tx.security_keys().take("a").has_value());
        tx.security_keys().forget_ended();
        BOOST_TEST(!tx.security_keys().take("b").has_value());
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.security_keys().ask({.id = "c", .purpose = "add", .staff = "9"}); }));
}

MOTCUA_CONTRACT(a_file_is_held_by_one_officer) {
    file(ground, "MC-1");
    ground.write([&](Transaction& tx) {
        BOOST_TEST(!tx.claims().holder("MC-1").has_value());
        tx.claims().begin("MC-1", {.officer = "lan", .office = "o"});
        BOOST_TEST(show(tx.claims().holder("MC-1")) == test::line("lan", ground.now));
        BOOST_TEST(tx.applications().find("MC-1")->claimed_by == "lan");
        BOOST_TEST(tx.applications().find("MC-1")->claimed_at == ground.now);
        BOOST_TEST(tx.applications().find("MC-1")->office == "o");  // a walk-in
        tx.claims().end("MC-1");
        tx.claims().end("MC-1");
        BOOST_TEST(!tx.claims().holder("MC-1").has_value());
        BOOST_TEST(tx.applications().find("MC-1")->claimed_by.empty());
        tx.claims().begin("MC-1", {.officer = "anh", .office = "another", .reason = "sealed"});
        BOOST_TEST(tx.claims().holder("MC-1")->officer == "anh");
        BOOST_TEST(tx.applications().find("MC-1")->office == "o");  // it keeps its office
        BOOST_TEST(!tx.claims().holder("MC-2").has_value());
        tx.claims().end("MC-2");
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.claims().begin("MC-2", {.officer = "lan", .office = "o"}); }));
}

MOTCUA_CONTRACT(a_comparison_keeps_one_choice_a_field) {
    file(ground, "MC-1");
    file(ground, "MC-11");
    std::string before;
    ground.write([&](Transaction& tx) {
        auto& all = tx.comparisons();
        BOOST_TEST(!all.find("MC-1").has_value());
        all.save("MC-1", "lan", {.mrz = "mrz", .result = "result"});
        all.save("MC-1", "lan", {.mrz = "", .result = "second"});
        BOOST_TEST(show(all.find("MC-1")) == "|second|");
        BOOST_TEST(all.choices("MC-1").empty());
        all.choose("MC-1", "lan", {.field = "b", .source = "typed", .reason = "r1"});
        all.choose("MC-1", "lan", {.field = "a", .source = "passport", .reason = "r2"});
        all.choose("MC-11", "lan", {.field = "c", .source = "passport", .reason = "r3"});
        BOOST_TEST(show(all.choices("MC-1")) == "[a|passport|r2|;b|typed|r1|;]");
        before = all.mark("MC-1");
    });
    ++ground.now;
    ground.write([&](Transaction& tx) {
        auto& all = tx.comparisons();
        BOOST_TEST(all.mark("MC-1") == before);
        all.choose("MC-1", "anh", {.field = "a", .source = "registry", .reason = "r4"});
        BOOST_TEST(all.mark("MC-1") != before);
        BOOST_TEST(show(all.choices("MC-1")) == "[a|registry|r4|;b|typed|r1|;]");
        const auto changed = all.mark("MC-1");
        all.forget_choice("MC-1", "b");
        all.forget_choice("MC-1", "z");
        BOOST_TEST(all.mark("MC-1") != changed);
        all.erase("MC-1");
        BOOST_TEST(!all.find("MC-1").has_value());
        BOOST_TEST(all.choices("MC-1").empty());
        BOOST_TEST(all.choices("MC-11").size() == 1u);
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.comparisons().save("MC-2", "lan", {}); }));
    BOOST_TEST(ground.refuses(
        [](Transaction& tx) { tx.comparisons().choose("MC-2", "lan", {.field = "a", .source = "typed", .reason = "r"}); }));
}

MOTCUA_CONTRACT(a_capture_takes_the_place_of_the_one_before) {
    file(ground, "MC-1");
    std::string before;
    const Millis start = ground.now;
    ground.write([&](Transaction& tx) {
        auto& all = tx.captures();
        BOOST_TEST(!all.find("MC-1", "face").has_value());
        all.save("MC-1", "lan", {.position = "right_thumb", .missing = "bandaged"});
        all.save("MC-1", "lan", {.position = "face", .image = "sealed", .quality = R"({"valid":false})"});
        BOOST_TEST(show(all.find("MC-1", "face")) == test::line("face", "sealed", "", R"({"valid":false})", "", start));
        before = all.mark("MC-1");
    });
    ++ground.now;
    ground.write([&](Transaction& tx) {
        auto& all = tx.captures();
        BOOST_TEST(all.mark("MC-1") == before);
        all.save("MC-1", "lan", {.position = "right_thumb", .image = "finger", .minutiae = "template"});
        BOOST_TEST(all.mark("MC-1") != before);
        BOOST_TEST(show(all.all_of("MC-1")) == "[" + test::line("face", "sealed", "", R"({"valid":false})", "", start) + ";" +
                                                   test::line("right_thumb", "finger", "template", "{}", "", start + 1) + ";]");
        BOOST_TEST(show(all.states("MC-1")) == "[" + test::line("face", "", "", R"({"valid":false})", "", start) + ";" +
                                                   test::line("right_thumb", "", "", "{}", "", start + 1) + ";]");
        BOOST_TEST(all.all_of("MC-2").empty());
        const auto changed = all.mark("MC-1");
        all.erase("MC-1");
        BOOST_TEST(all.mark("MC-1") != changed);
        BOOST_TEST(all.states("MC-1").empty());
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.captures().save("MC-2", "lan", {.position = "face"}); }));
}

MOTCUA_CONTRACT(fingers_that_an_officer_took_lately_for_other_documents_are_told_newest_first) {
    file(ground, "MC-1", "o", "one"), file(ground, "MC-2", "o", "two"), file(ground, "MC-3", "o", "one"), file(ground, "MC-4", "o", "four");
    const Millis start = ground.now;
    const auto take = [&](const char* reference, const char* officer, const char* position, const char* minutiae) {
        ++ground.now;
        ground.write([&](Transaction& tx) { tx.captures().save(reference, officer, {.position = position, .image = "i", .minutiae = minutiae}); });
    };
    take("MC-4", "lan", "right_index", "old");
    take("MC-2", "lan", "right_index", "a");
    take("MC-2", "lan", "left_index", "b");
    take("MC-2", "minh", "right_thumb", "c");  // somebody else's work
    take("MC-2", "lan", "face", "");
    take("MC-3", "lan", "right_index", "d");   // the same passport
    take("MC-1", "lan", "right_index", "own");
    ground.write([&](Transaction& tx) {
        const auto& all = tx.captures();
        BOOST_TEST(show(all.taken_by("lan", start + 2, "MC-1", 10)) == "[MC-2|left_index|b|;MC-2|right_index|a|;]");
        BOOST_TEST(show(all.taken_by("lan", start, "MC-1", 10)) == "[MC-2|left_index|b|;MC-2|right_index|a|;MC-4|right_index|old|;]");
        BOOST_TEST(show(all.taken_by("lan", start, "MC-1", 1)) == "[MC-2|left_index|b|;]");
        BOOST_TEST(all.taken_by("lan", start, "MC-9", 10).empty());
    });
}

MOTCUA_CONTRACT(a_verification_takes_the_place_of_the_one_before) {
    file(ground, "MC-1");
    ground.write([&](Transaction& tx) {
        auto& all = tx.verifications();
        BOOST_TEST(!all.find("MC-1").has_value());
        BOOST_TEST(!all.decision_of("MC-1").has_value());
        all.save("MC-1", "lan", {.result = "sealed", .decision = "mismatch"});
        all.save("MC-1", "lan", {.result = "second", .decision = "match"});
        BOOST_TEST(show(all.find("MC-1")) == test::line("second", "match", ground.now));
        BOOST_TEST(all.decision_of("MC-1").value() == "match");
        all.erase("MC-1");
        BOOST_TEST(!all.decision_of("MC-1").has_value());
    });
    BOOST_TEST(
        ground.refuses([](Transaction& tx) { tx.verifications().save("MC-2", "lan", {.result = "r", .decision = "match"}); }));
}

MOTCUA_CONTRACT(a_proposal_is_decided_once_and_by_somebody_else) {
    file(ground, "MC-1");
    file(ground, "MC-11");
    const Millis start = ground.now;
    ground.write([&](Transaction& tx) {
        auto& all = tx.overrides();
        BOOST_TEST(!all.newest("MC-1").has_value());
        all.propose("MC-1", {.officer = "lan", .reason = "sealed", .digest = "d1"});
        all.propose("MC-11", {.officer = "lan", .reason = "other", .digest = "d2"});
        BOOST_TEST(show(all.newest("MC-1")) == test::line(1, "lan", "sealed", "d1", start, "", "", "", 0));
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) {
        tx.overrides().decide(1, {.decision = "approved", .supervisor = "lan", .reason = "r"});
    }));
    ++ground.now;
    ground.write([&](Transaction& tx) {
        auto& all = tx.overrides();
        all.decide(1, {.decision = "declined", .supervisor = "anh", .reason = "why"});
        all.decide(1, {.decision = "approved", .supervisor = "anh", .reason = "again"});  // it was decided
        all.decide(99, {.decision = "approved", .supervisor = "anh", .reason = "none"});
        BOOST_TEST(show(all.newest("MC-1")) == test::line(1, "lan", "sealed", "d1", start, "declined", "anh", "why", start + 1));
        all.propose("MC-1", {.officer = "lan", .reason = "better", .digest = "d1"});
        all.propose("MC-1", {.officer = "lan", .reason = "best", .digest = "d3"});
        BOOST_TEST(show(all.newest("MC-1")) == test::line(4, "lan", "best", "d3", start + 1, "", "", "", 0));
        all.decide(3, {.decision = "approved", .supervisor = "anh", .reason = "late"});  // it lapsed when the next was made
        all.decide(4, {.decision = "approved", .supervisor = "anh", .reason = "yes"});
        all.erase("MC-1");
        BOOST_TEST(!all.newest("MC-1").has_value());
        BOOST_TEST(all.newest("MC-11").has_value());
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.overrides().propose("MC-2", {.officer = "lan", .reason = "r", .digest = "d"}); }));
}

MOTCUA_CONTRACT(a_consent_takes_the_place_of_the_one_before) {
    file(ground, "MC-1");
    ground.write([&](Transaction& tx) {
        auto& all = tx.consents();
        BOOST_TEST(!all.find("MC-1").has_value());
        BOOST_TEST(!all.note_of("MC-1").has_value());
        all.save("MC-1", {.language = "vi",
                          .text_version = "1",
                          .applicant_signature = "a",
                          .representative_signature = "r",
                          .officer = "lan"});
        BOOST_TEST(show(all.note_of("MC-1")) == test::line("vi", "1", ground.now, true));
        all.save("MC-1", {.language = "en", .text_version = "2", .applicant_signature = "b", .officer = "anh"});
        BOOST_TEST(show(all.find("MC-1")) == test::line("en", "2", "b", "", "anh", ground.now));
        BOOST_TEST(show(all.note_of("MC-1")) == test::line("en", "2", ground.now, false));
        all.erase("MC-1");
        BOOST_TEST(!all.find("MC-1").has_value());
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) {
        tx.consents().save("MC-2", {.language = "vi", .text_version = "1", .applicant_signature = "a"});
    }));
}

BOOST_AUTO_TEST_SUITE_END()
