#include <boost/test/unit_test.hpp>

#include "client/model/api.hpp"
#include "client/model/date_entry.hpp"
#include "client/model/draft.hpp"
#include "client/model/questions.hpp"
#include "client/model/route.hpp"
#include "shared/form/fields.hpp"

using namespace motcua;
using namespace motcua::client;

BOOST_AUTO_TEST_CASE(dates_are_read_as_people_write_them) {
    BOOST_TEST(date_text({"12", "8", "1990"}) == "1990-08-12");
    BOOST_TEST(date_text({" 01", "08. ", "1990"}) == "1990-08-01");
    BOOST_TEST(date_text({"12", "August", "1990"}) == "1990-08-12");
    BOOST_TEST(date_text({"12", "tháng 8", "1990"}) == "1990-08-12");
    BOOST_TEST(date_text({"", "", ""}) == "");
    BOOST_TEST(date_text({"12", "", "90"}) == "12//90");
}

BOOST_AUTO_TEST_CASE(a_half_typed_date_comes_back_as_it_was) {
    for (const ui::DateParts& typed : {ui::DateParts{"12", "", "90"}, ui::DateParts{"", "8", ""}, ui::DateParts{"31", "2", "x"}})
        BOOST_TEST((date_parts(date_text(typed)) == typed));
    BOOST_TEST((date_parts("1990-08-12") == ui::DateParts{"12", "8", "1990"}));
    BOOST_TEST((date_parts("") == ui::DateParts{}));
}

BOOST_AUTO_TEST_CASE(addresses_are_read_and_written) {
    const Route route = parse_route("/vi/apply/p1/name?x=1#y");
    BOOST_TEST(route.language == "vi");
    BOOST_TEST(route.path() == "/vi/apply/p1/name");
    BOOST_TEST(route_matches("apply/{person}/{page}", route));
    BOOST_TEST(!route_matches("apply/{person}", route));
    BOOST_TEST(parse_route("/").path() == "/");
    BOOST_TEST(parse_route("/xx/start").language == "");
}

BOOST_AUTO_TEST_CASE(paths_of_the_form_are_read_and_written) {
    Json json = Json::object();
    set_at(json, "integration[0].number", "1");
    set_at(json, "integration[5].number", "no gap is made");
    set_at(json, "applicant.familyName", "Eriksson");
    BOOST_TEST(json.dump() == R"({"applicant":{"familyName":"Eriksson"},"integration":[{"number":"1"}]})");
    BOOST_TEST(answer_at(json, "integration[0].number") == "1");
    BOOST_TEST(answer_at(json, "integration[1].number") == "");
    BOOST_TEST(answer_at(json, "applicant") == "");
}

BOOST_AUTO_TEST_CASE(a_draft_survives_being_written_and_read) {
    Draft draft;
    draft.screening = {.filed_for = "child",
                       .birth_date = "2015-08-12",
                       .card = "TRC",
                       .card_expiry = "2027-12-01",
                       .passport = "yes",
                       .passport_expiry = "2032-01-01"};
    const std::string id = add_person(draft);
    draft.set(id, "applicant.familyName", "Nguyễn");
    draft.set(id, "representative.familyName", "Trần");
    draft.mark_answered(guardian_id, "name");
    draft.phone = "+84912345678";
    const auto again = read_draft(to_json(draft));
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST(to_json(*again) == to_json(draft));
    BOOST_TEST(again->by_guardian());
    BOOST_TEST(again->is_answered(guardian_id, "name"));
    BOOST_TEST((screening_of(again->people.front()).passport_expiry == "2032-01-01"));
}

BOOST_AUTO_TEST_CASE(a_damaged_draft_is_read_without_harm) {
    BOOST_TEST(!read_draft(Json(3)).has_value());
    BOOST_TEST(!read_draft(Json::object()).has_value());
    const auto draft = read_draft(Json{
        {"version", 1}, {"people", {7, {{"id", "p1"}, {"filing", "no"}, {"answered", 3}}}}, {"representative", Json::array()}});
    BOOST_TEST_REQUIRE(draft.has_value());
    BOOST_TEST(draft->value("p1", "applicant.familyName") == "");
}

BOOST_AUTO_TEST_CASE(every_page_of_a_task_exists_and_every_field_of_a_page_is_in_the_table) {
    for (const Task& task : tasks())
        for (const auto id : task.pages)
            BOOST_TEST((find_question_page(task.subject, id) != nullptr || form::find_section(id) != nullptr || id == "portrait" || id == reading_page), id);
    for (const QuestionPage& page : question_pages())
        for (const auto path : page.fields) BOOST_TEST((form::find_field(path) != nullptr), path);
}

BOOST_AUTO_TEST_CASE(every_field_of_the_form_is_asked_somewhere) {
    const auto asked = [](std::string_view path) {
        for (const QuestionPage& page : question_pages())
            for (const auto field : page.fields)
                if (field == path) return true;
        return false;
    };
    for (const form::Field& field : form::fields()) {
        if (field.section != form::Section::applicant && field.section != form::Section::representative) continue;
        if (field.name == "phone") continue;  // verified by the one-time code
        BOOST_TEST(asked(form::path(field)), form::path(field));
    }
}

BOOST_AUTO_TEST_CASE(waiting_grows_and_the_servers_wish_counts) {
    BOOST_TEST(backoff(1, {}) == 1000);
    BOOST_TEST(backoff(3, {}) == 4000);
    BOOST_TEST(backoff(1, {.headers = {{"retry-after", "7"}}}) == 7000);
    BOOST_TEST(backoff(1, {.headers = {{"retry-after", "9999"}}}) == 30000);
}

BOOST_AUTO_TEST_CASE(a_problem_is_read_and_a_cut_answer_counts_as_none) {
    const Answer refused = read_answer(
        {.status = 422, .body = R"({"code":"name.missing","field":"applicant.familyName","message":{"vi":"a","en":"b"}})"});
    BOOST_TEST(refused.problem.code == "name.missing");
    BOOST_TEST(localised(refused.problem.message, "en") == "b");
    BOOST_TEST(read_answer({.status = 200, .body = "{\"a\":"}).status == 0);
    BOOST_TEST(read_answer({.status = 204}).ok());
    BOOST_TEST(read_answer({.status = 500, .body = "<html>"}).problem.status == 500);
}

BOOST_AUTO_TEST_CASE(a_segment_of_a_path_is_escaped) { BOOST_TEST(path_segment("MC-7K3M/ä") == "MC-7K3M%2F%C3%A4"); }
