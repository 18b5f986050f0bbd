// The passport page: three ways, one advice at a time, a review that overwrites nothing, and ways out of everything that fails.
#include "shared/identity/mrz.hpp"
#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

/// A host whose camera sees what the test says.
class CameraHost : public FakeHost {
public:
    CameraHost() { guidance = said("not_found"); }
    void camera_open(std::string_view key, std::string_view facing, std::function<void()> ready, std::function<void(std::string)> failed) override {
        faced = facing;
        FakeHost::camera_open(key, facing, std::move(ready), std::move(failed));
    }
    void judge_live(std::string_view task, std::function<void(std::string)> each) override {
        asked = task;
        FakeHost::judge_live(task, std::move(each));
    }
    static std::string said(const std::string& advice) { return Json{{"say", advice}, {"reading", nullptr}}.dump(); }
    /// The zone, read twice (shared/document/session.hpp).
    void shows_zone(const std::string& reading) {
        frame_says(said("steady"));
        frame_says(Json{{"say", "steady"}, {"reading", Json::parse(reading)}}.dump());
    }
    [[nodiscard]] bool looks() const { return watching != nullptr; }

    std::string faced, asked;
};

identity::MrzContent anna() {
    return {.issuer = "SWE", .name = {.primary = "ERIKSSON", .secondary = "ANNA MARIA"}, .document_number = "L898902C3", .nationality = "SWE",
            .birth_date = "1990-08-12", .sex = "F", .expiry_date = "2032-01-01"};
}

/// The Worker's answer to a zone (shared/document/reader.hpp).
std::string reading_of(const identity::MrzContent& content, identity::MrzFormat format = identity::MrzFormat::td3) {
    const auto zone = identity::parse_mrz(identity::write_mrz(format, content), *parse_date("2026-11-18"));
    return Json{{"valid", true}, {"found", true}, {"lines", zone->lines}, {"causes", Json::array()}, {"advice", nullptr},
                {"fields", {{"documentCode", zone->document_code}, {"issuer", zone->issuer}, {"primaryIdentifier", zone->name.primary},
                            {"secondaryIdentifier", zone->name.secondary}, {"nameTruncated", zone->name_truncated}, {"documentNumber", zone->document_number},
                            {"nationality", zone->nationality}, {"birthDate", zone->birth_date}, {"sex", zone->sex}, {"expiryDate", zone->expiry_date}}}}.dump();
}

std::string cause(const std::string& name) {
    return Json{{"valid", false}, {"found", true}, {"lines", Json::array()}, {"fields", nullptr}, {"causes", {"passport." + name}}, {"advice", "passport." + name}}.dump();
}

void begins(Visitor& visitor, const std::string& lang = "en") {
    screens(visitor, lang, "self", 1990);
    signs_in(visitor);
    visitor.presses("p1/details");
}

/// Somebody with a camera.
struct Visit {
    explicit Visit(float width) : visitor(host, width) {}
    /// The camera sees the same zone twice.
    void reads(const identity::MrzContent& content) {
        visitor.presses("camera");
        host.shows_zone(reading_of(content));
        visitor.settle();
    }
    const Draft& draft() { return visitor.app().drafts.draft(); }
    std::string answer(std::string_view path) { return draft().value("p1", path); }

    CameraHost host;
    Visitor visitor;
};
struct GuardiansVisit : Visit {
    GuardiansVisit() : Visit(1440) {}
};
/// Their form has come to the passport.
struct BeforeThePassport : Visit {
    BeforeThePassport() : Visit(390) { begins(visitor); }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_passport_held_before_the_camera_fills_the_form_after_a_look_at_it, BeforeThePassport) {
    BOOST_TEST(visitor.is_at("/en/apply/p1/passport"));
    visitor.presses("camera");
    BOOST_TEST(host.faced == "environment");
    BOOST_TEST(host.asked == "passport");
    host.frame_says(CameraHost::said("steady"));
    visitor.settle();
    BOOST_TEST(visitor.sees("Hold still…"));
    BOOST_TEST(host.looks());
    host.shows_zone(reading_of(anna()));
    BOOST_TEST(!host.looks());
    BOOST_TEST(!host.camera_on);
    visitor.settle();
    BOOST_TEST(visitor.sees("Check what was read"));
    BOOST_TEST(visitor.sees("Sweden"));
    BOOST_TEST(visitor.sees("L898902C3"));
    BOOST_TEST(answer("applicant.familyName") == "");  // nothing before the person agrees
    visitor.presses("use");
    BOOST_TEST(visitor.is_at("/en/apply/p1/foreigner-number"));
    BOOST_TEST(answer("applicant.familyName") == "ERIKSSON");
    BOOST_TEST(answer("applicant.nationality") == "SWE");
    BOOST_TEST(answer("applicant.documentNumber") == "L898902C3");
    BOOST_TEST(answer("applicant.documentType") == "passport");
    for (const char* page : {"name", "sex", "nationality", "document-type"}) BOOST_TEST(draft().is_answered("p1", page), page);
    BOOST_TEST(!draft().is_answered("p1", "document"));  // where and when it was issued no zone says
}

BOOST_FIXTURE_TEST_CASE(what_was_read_is_marked_and_stays_editable, BeforeThePassport) {
    reads(anna());
    visitor.presses("use");
    visitor.open();  // kept with the draft
    visitor.goes_to("/en/apply/p1/name");
    BOOST_TEST(visitor.sees("As in your passport. If it shows a single name, enter that name here. Read from the document."));
    visitor.types("applicant.givenNames", "Anna-Maria");
    visitor.settle();
    BOOST_TEST(visitor.text().find("The document reads: ANNA MARIA.") != std::string::npos);
    visitor.goes_to("/en/apply/p1/sex");
    BOOST_TEST(visitor.text().find("Read from the document.") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(names_are_completed_from_the_printed_ones_in_the_review, BeforeThePassport) {
    auto content = anna();
    content.name = {.primary = "Nguyễn", .secondary = "Thị Ánh"};
    reads(content);
    BOOST_TEST(visitor.value("applicant.familyName") == "NGUYEN");
    BOOST_TEST(visitor.sees("The coded lines hold no accents. Compare the name with the printed one and correct it."));
    visitor.types("applicant.familyName", "Nguyễn");
    visitor.types("applicant.givenNames", "Thị Ánh");
    visitor.presses("use");
    BOOST_TEST(answer("applicant.familyName") == "Nguyễn");
    BOOST_TEST(draft().read_at("p1", "applicant.familyName") == "NGUYEN");
}

BOOST_FIXTURE_TEST_CASE(a_name_that_may_be_cut_is_said_to_be, BeforeThePassport) {
    auto content = anna();
    content.name = {.primary = "PAPANDROPOULOUS", .secondary = "JONATHON ALEXANDER WARREN TREVOR"};
    reads(content);
    BOOST_TEST(visitor.sees("The coded lines hold no accents, and the name may be cut off. Compare it with the printed one and complete it."));
}

BOOST_FIXTURE_TEST_CASE(what_was_typed_is_never_overwritten_without_asking, BeforeThePassport) {
    visitor.presses("by-hand");
    visitor.types("applicant.familyName", "Eriksson");
    visitor.types("applicant.givenNames", "Hanna");
    visitor.continues();
    visitor.goes_to("/en/apply/p1/passport");
    reads(anna());
    visitor.presses("use");
    BOOST_TEST(visitor.sees("Choose which is right: Given names"));
    BOOST_TEST(answer("applicant.givenNames") == "Hanna");
    BOOST_TEST(answer("applicant.documentNumber") == "");
    visitor.chooses("applicant.givenNames", "read");
    visitor.presses("use");
    BOOST_TEST(answer("applicant.givenNames") == "ANNA MARIA");
    BOOST_TEST(answer("applicant.familyName") == "Eriksson");  // the same: as it was typed
}

BOOST_FIXTURE_TEST_CASE(the_typed_answer_may_win, BeforeThePassport) {
    auto content = anna();
    content.birth_date = "1991-08-12";
    reads(content);
    visitor.chooses("applicant.birthDate", "typed");
    visitor.presses("use");
    BOOST_TEST(answer("applicant.birthDate") == "1990-08-12");
    BOOST_TEST(draft().read_at("p1", "applicant.birthDate") == "1991-08-12");
}

BOOST_FIXTURE_TEST_CASE(given_names_that_the_passport_does_not_hold_may_be_taken_out, BeforeThePassport) {
    visitor.app().draft().set("p1", "applicant.familyName", "HATTA");
    visitor.app().draft().set("p1", "applicant.givenNames", "MOHAMMAD");
    auto content = anna();
    content.name = {.primary = "SUKARNO"};
    reads(content);
    for (const char* path : {"applicant.familyName", "applicant.givenNames"}) visitor.chooses(path, "read");
    visitor.presses("use");
    BOOST_TEST(answer("applicant.familyName") == "SUKARNO");
    BOOST_TEST(answer("applicant.givenNames") == "");
}

BOOST_FIXTURE_TEST_CASE(a_wrong_check_digit_never_fills_anything, BeforeThePassport) {
    visitor.presses("camera");
    Json wrong = Json::parse(reading_of(anna()));
    wrong["valid"] = false;
    wrong["advice"] = "passport.unsure";
    for (int frame = 0; frame < 5; ++frame) host.frame_says(CameraHost::said("unsure"));
    visitor.settle();
    BOOST_TEST(host.looks());
    BOOST_TEST(visitor.sees("Some letters cannot be read for certain. Hold it flat, in even light."));
    host.verdict = wrong.dump();
    visitor.presses("shutter");
    BOOST_TEST(visitor.sees("The document was not read"));
    BOOST_TEST(!visitor.has("use"));
    BOOST_TEST(answer("applicant.familyName") == "");
}

BOOST_FIXTURE_TEST_CASE(each_cause_says_what_to_do_one_at_a_time, BeforeThePassport) {
    visitor.presses("camera");
    for (const auto& [name, text] : {std::pair{"glare", "Glare on the lines. Tilt the page away from the light."}, {"tilted", "Hold it flatter, parallel to the camera."},
                                     {"too_small", "Closer"}, {"too_dark", "Too dark. Turn on a light or go to a window."}, {"blurred", "Hold still until the picture is sharp."}}) {
        host.frame_says(CameraHost::said(name));
        visitor.settle();
        BOOST_TEST(visitor.sees(text), name);
    }
}

BOOST_FIXTURE_TEST_CASE(a_photograph_is_read_too_and_nothing_of_it_is_sent, BeforeThePassport) {
    const auto calls = host.server.seen.size();
    host.verdict = reading_of(anna());
    host.choose_file("passport/file", {.bytes = "jpeg", .media_type = "image/jpeg", .name = "page.jpg", .url = "blob:1"});
    visitor.settle();
    BOOST_TEST(visitor.sees("Check what was read"));
    for (std::size_t i = calls; i < host.server.seen.size(); ++i) BOOST_TEST(host.server.seen[i].body.find("jpeg") == std::string::npos);
    host.verdict = cause("glare");
    visitor.presses("again");
    host.choose_file("passport/file", {.bytes = "jpeg", .media_type = "image/jpeg"});
    visitor.settle();
    BOOST_TEST(visitor.sees("Glare on the lines. Tilt the page away from the light."));
    host.choose_file("passport/file", {.bytes = ""});
    visitor.settle();
    BOOST_TEST(visitor.has("trouble/title"));
}

BOOST_AUTO_TEST_CASE(every_trouble_leaves_the_file_and_typing) {
    for (const std::string trouble : {"denied", "missing", "busy", "insecure"}) {
        CameraHost host;
        host.camera_failure = trouble;
        Visitor visitor(host);
        begins(visitor, "vi");
        visitor.presses("camera");
        BOOST_TEST(visitor.has("trouble/title"), trouble);
        BOOST_TEST(visitor.has("passport/file"), trouble);
        visitor.presses("by-hand");
        BOOST_TEST(visitor.is_at("/vi/apply/p1/name"), trouble);
    }
}

BOOST_FIXTURE_TEST_CASE(a_reader_that_could_not_be_loaded_is_said_and_lets_go_of_the_camera, BeforeThePassport) {
    visitor.presses("camera");
    host.frame_says(R"({"error":"request.internal"})");
    visitor.settle();
    BOOST_TEST(!host.camera_on);
    BOOST_TEST(visitor.sees("Reading does not work on this device now. Type the details by hand."));
    visitor.presses("by-hand");
    BOOST_TEST(visitor.is_at("/en/apply/p1/name"));
}

BOOST_FIXTURE_TEST_CASE(leaving_the_page_closes_the_camera, BeforeThePassport) {
    visitor.presses("camera");
    BOOST_TEST(host.camera_on);
    visitor.goes_to("/en/tasks");
    BOOST_TEST(!host.camera_on);
    BOOST_TEST(!host.looks());
    visitor.goes_to("/en/apply/p1/passport");
    BOOST_TEST(visitor.has("camera"));
}

BOOST_FIXTURE_TEST_CASE(a_passport_that_has_expired_is_said_before_it_is_taken_and_ends_the_way_of_the_questions, BeforeThePassport) {
    auto content = anna();
    content.expiry_date = "2026-10-01";
    reads(content);
    visitor.chooses("applicant.documentExpiry", "read");
    visitor.settle();
    BOOST_TEST(visitor.has("fault/applicant.documentExpiry/title"));
    visitor.presses("use");
    BOOST_TEST(visitor.is_at("/en/eligibility/answer"));
}

BOOST_FIXTURE_TEST_CASE(a_passport_that_ends_too_soon_after_the_card_is_warned_of, BeforeThePassport) {
    visitor.app().draft().set("p1", "applicant.cardSymbol", "LĐ2");
    auto content = anna();
    content.expiry_date = "2027-12-10";  // the card ends on 2027-12-01
    reads(content);
    visitor.chooses("applicant.documentExpiry", "read");
    visitor.settle();
    BOOST_TEST(visitor.has("fault/applicant.cardExpiry/title"));
}

BOOST_FIXTURE_TEST_CASE(a_visa_is_not_what_is_asked_for, BeforeThePassport) {
    auto content = anna();
    content.document_code = "V";
    content.issuer = "VNM";
    host.verdict = reading_of(content, identity::MrzFormat::mrv_a);
    host.choose_file("passport/file", {.bytes = "jpeg", .media_type = "image/jpeg"});
    visitor.settle();
    BOOST_TEST(visitor.sees("This is neither a passport nor a Vietnamese residence card. Show the passport’s photo page."));
}

BOOST_FIXTURE_TEST_CASE(a_residence_card_with_coded_lines_fills_the_cards_answers, BeforeThePassport) {
    visitor.goes_to("/en/apply/p1/card");
    visitor.presses("read");
    BOOST_TEST(visitor.is_at("/en/apply/p1/passport"));
    auto content = anna();
    content.document_code = "AR";
    content.issuer = "VNM";
    content.document_number = "TT1234567";
    content.expiry_date = "2027-12-01";
    host.verdict = reading_of(content, identity::MrzFormat::td1);
    host.choose_file("passport/file", {.bytes = "jpeg", .media_type = "image/jpeg"});
    visitor.settle();
    visitor.presses("use");
    BOOST_TEST(answer("applicant.cardNumber") == "TT1234567");
    BOOST_TEST(answer("applicant.documentNumber") == "");
}

BOOST_FIXTURE_TEST_CASE(a_guardian_reads_the_childs_passport_and_their_own, GuardiansVisit) {
    screens(visitor, "vi", "child", 2015);
    signs_in(visitor);
    visitor.presses("guardian/guardian");
    BOOST_TEST(visitor.is_at("/vi/apply/guardian/passport"));
    reads(anna());
    visitor.presses("use");
    BOOST_TEST(visitor.is_at("/vi/apply/guardian/relation"));
    BOOST_TEST(draft().value("p1", "representative.familyName") == "ERIKSSON");
    BOOST_TEST(draft().read_at(guardian_id, "representative.documentNumber") == "L898902C3");
    visitor.goes_to("/vi/apply/p1/passport");
    BOOST_TEST(visitor.sees("Đọc hộ chiếu của người được đăng ký"));
    auto child = anna();
    child.name.secondary = "ELLEN";
    child.birth_date = "2015-08-12";
    child.document_number = "L111111C1";
    reads(child);
    visitor.presses("use");
    BOOST_TEST(answer("applicant.givenNames") == "ELLEN");
}

BOOST_AUTO_TEST_CASE(who_has_no_passport_is_not_asked_for_one) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    visitor.app().draft().set("p1", "applicant.documentType", "none");
    visitor.goes_to("/en/tasks");
    visitor.presses("p1/details");
    BOOST_TEST(visitor.is_at("/en/apply/p1/name"));
}

BOOST_AUTO_TEST_CASE(the_page_speaks_every_language) {
    for (const std::string lang : {"vi", "en", "zh", "ko", "ja", "ru", "fr"}) {
        CameraHost host;
        Visitor visitor(host);
        begins(visitor, lang);
        visitor.presses("camera");
        host.frame_says(CameraHost::said("tilted"));
        visitor.settle();
        host.shows_zone(reading_of(anna()));
        visitor.settle();
        BOOST_TEST(visitor.has("use"), lang);
    }
}
