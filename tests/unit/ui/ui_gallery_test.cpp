// Every component at four widths, in both languages, with and without errors: geometry, names and ids.
#include <boost/test/unit_test.hpp>

#include <set>

#include "client/ui/dom.hpp"
#include "client/ui/gallery.hpp"
#include "client/ui/headless.hpp"

using namespace motcua::ui;

namespace {

void show_gallery(Headless& screen, Gallery& state) {
    screen.show([&state](View& view) { gallery_page(view, state); });
}

std::set<std::uint32_t> pressable_ids(const Headless& screen) {
    std::set<std::uint32_t> ids;
    for (const sem::Node& node : screen.tree().nodes()) {
        if (sem::is_interactive(node.role)) ids.insert(node.id);
    }
    return ids;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ui_gallery)

BOOST_AUTO_TEST_CASE(at_every_width_and_text_size_nothing_overlaps_leaves_the_page_or_is_too_small) {
    for (const float width : {320.0F, 390.0F, 768.0F, 1440.0F}) {
        for (const float scale : {1.0F, 1.5F}) {
            for (const char* lang : {"vi", "en"}) {
                Headless screen(width);
                screen.kit().set_environment({.width = width, .height = 844, .text_scale = scale});
                Gallery state{.lang = lang, .wrong = true};
                show_gallery(screen, state);
                BOOST_TEST(faults(screen.kit()) == "", lang << " at " << width << " px, text " << scale << ":\n" << faults(screen.kit()));
                BOOST_TEST(screen.tree().nodes().size() > 100U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(ids_do_not_depend_on_language_width_or_theme) {
    Headless phone(390);
    Headless desk(1440, Scheme::dark);
    Gallery vi;
    Gallery en{.lang = "en"};
    show_gallery(phone, vi);
    show_gallery(desk, en);
    BOOST_TEST(pressable_ids(phone) == pressable_ids(desk));
}

BOOST_AUTO_TEST_CASE(there_is_one_h1_and_headings_do_not_skip_a_level) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    int last = 0;
    for (const sem::Node& node : screen.tree().nodes()) {
        if (node.role != sem::Role::heading) continue;
        BOOST_TEST(node.level <= last + 1, "\"" << node.text << "\" is level " << node.level << " after " << last);
        last = node.level;
    }
}

BOOST_AUTO_TEST_CASE(typing_is_composed_and_kept_when_the_language_changes) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    BOOST_TEST(screen.type("gallery/family", "Nguye\u0302\u0303n"));
    BOOST_TEST(state.family_name == "Nguyễn");
    BOOST_TEST(screen.press("lang/en"));
    BOOST_TEST(screen.find("gallery/family")->value == "Nguyễn");
    BOOST_TEST(screen.tree().lang == "en");
    BOOST_TEST(screen.find(sem::Role::label, "Family name") != nullptr);
}

BOOST_AUTO_TEST_CASE(a_press_sees_what_was_typed_in_the_same_frame) {
    Headless screen;
    std::string name;
    std::string sent;
    const auto page = [&](View& view) {
        if (view.button("send", "Gửi")) sent = name;
        view.text_field({.key = "name", .label = "Họ"}, name);
    };
    screen.show(page);
    screen.kit().post({.kind = Event::Kind::input, .id = sem::id_of("name"), .text = "An"});
    screen.kit().post({.kind = Event::Kind::press, .id = sem::id_of("send")});
    screen.again();
    BOOST_TEST(sent == "An");
}

BOOST_AUTO_TEST_CASE(continue_with_errors_shows_the_summary_and_asks_for_focus) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    BOOST_TEST(screen.press("gallery/continue"));
    BOOST_TEST(screen.tree().focus == "error-summary");
    BOOST_TEST(screen.find("gallery/family")->invalid);
    BOOST_TEST(screen.find("gallery/family")->attribute("aria-describedby") == "gallery/family/hint gallery/family/error");
    // a line of the summary leads to the field; for a date to its first box, for radios to the first choice
    BOOST_TEST(screen.press("error-summary/1"));
    BOOST_TEST(screen.tree().focus == "gallery/birth/day");
    BOOST_TEST(screen.press("error-summary/2"));
    BOOST_TEST(screen.tree().focus == "gallery/sex/F");
}

BOOST_AUTO_TEST_CASE(a_disabled_button_does_nothing) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    BOOST_TEST(!screen.press("gallery/wait"));
}

BOOST_AUTO_TEST_CASE(radios_and_ticks_change_the_model) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    BOOST_TEST(screen.choose("gallery/sex/M"));
    BOOST_TEST(state.sex == "M");
    BOOST_TEST(screen.choose("gallery/truth"));
    BOOST_TEST(state.truth);
    BOOST_TEST(screen.choose("gallery/truth", "0"));
    BOOST_TEST(!state.truth);
    BOOST_TEST(screen.choose("gallery/province", "48"));
    BOOST_TEST(state.province == "48");
}

BOOST_AUTO_TEST_CASE(a_nationality_is_found_without_marks_and_chosen_by_key_or_press) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    BOOST_TEST(screen.type("gallery/nationality", "th"));
    BOOST_REQUIRE(screen.find("gallery/nationality/option/SWE") != nullptr);
    screen.kit().post({.kind = Event::Kind::key, .id = sem::id_of("gallery/nationality"), .text = "ArrowDown"});
    screen.again();
    BOOST_TEST(screen.find("gallery/nationality")->attribute("aria-activedescendant") == "gallery/nationality/option/SWE");
    screen.kit().post({.kind = Event::Kind::key, .id = sem::id_of("gallery/nationality"), .text = "Enter"});
    screen.again();
    BOOST_TEST(state.nationality == "SWE");
    BOOST_TEST(screen.find("gallery/nationality")->value == "Thụy Điển");
    BOOST_TEST(screen.find("gallery/nationality/list") == nullptr);
    BOOST_TEST(screen.type("gallery/nationality", "han"));
    BOOST_TEST(state.nationality.empty());
    BOOST_TEST(screen.press("gallery/nationality/option/KOR"));
    BOOST_TEST(state.nationality == "KOR");
}

BOOST_AUTO_TEST_CASE(a_name_typed_in_full_counts_as_chosen) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    screen.type("gallery/nationality", "duc");
    BOOST_TEST(state.nationality == "DEU");
}

BOOST_AUTO_TEST_CASE(details_open_and_close) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    BOOST_TEST(!screen.says("Mã xác nhận và kết quả được gửi đến số này."));
    screen.press("gallery/details");
    BOOST_TEST(screen.says("Mã xác nhận và kết quả được gửi đến số này."));
    BOOST_TEST(screen.find("gallery/details")->attribute("aria-expanded") == "true");
    screen.press("gallery/details");
    BOOST_TEST(screen.find("gallery/details")->attribute("aria-expanded") == "false");
}

BOOST_AUTO_TEST_CASE(strokes_of_the_pad_reach_the_model) {
    Headless screen;
    Gallery state;
    show_gallery(screen, state);
    const std::uint32_t pad = sem::id_of("gallery/signature");
    screen.kit().post({.kind = Event::Kind::stroke, .id = pad, .text = "d 0.1 0.5 "});
    screen.kit().post({.kind = Event::Kind::stroke, .id = pad, .text = "m 0.2 0.5 m 0.3 0.4 "});
    screen.kit().post({.kind = Event::Kind::stroke, .id = pad, .text = "d 2 -1 "});
    screen.again();
    BOOST_REQUIRE(state.strokes.size() == 2U);
    BOOST_TEST(state.strokes[0].size() == 3U);
    BOOST_TEST(state.strokes[1][0].x == 1.0F);  // kept inside
    BOOST_TEST(screen.press("gallery/clear"));
    BOOST_TEST(state.strokes.empty());
}

BOOST_AUTO_TEST_CASE(a_shortcut_is_true_in_the_pass_after_it_was_struck) {
    Headless screen;
    int saved = 0;
    screen.show([&](View& view) {
        view.heading("Hồ sơ");
        if (view.shortcut("Alt+S")) ++saved;
    });
    screen.kit().post({.kind = Event::Kind::press, .id = sem::id_of("shortcut/Alt+S")});
    screen.again();
    BOOST_TEST(saved == 1);
    BOOST_TEST(screen.tree().shortcuts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(enter_has_a_default_only_when_there_is_one_primary_button) {
    Headless screen;
    bool two = false;
    const auto page = [&](View& view) {
        view.button("a", "Tiếp tục");
        if (two) view.button("b", "Gửi");
    };
    screen.show(page);
    BOOST_TEST(screen.find("a")->attribute("type") == "submit");
    two = true;
    screen.again();
    BOOST_TEST(screen.find("a")->attribute("type") == "button");
}

BOOST_AUTO_TEST_CASE(what_was_typed_cannot_break_out_of_the_json) {
    Headless screen;
    std::string value = "\"</script>\\\n\x01";
    screen.show([&](View& view) { view.text_field({.key = "name", .label = "\"quoted\""}, value); });
    const std::string json = dom_json(screen.tree(), screen.kit().height());
    BOOST_TEST(json.find(R"("v":"\"</script>\\\u000a\u0001")") != std::string::npos);
    BOOST_TEST(json.find(R"(\"quoted\")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_dark_theme_has_the_same_layout) {
    Headless light(390);
    Headless dark(390, Scheme::dark);
    Gallery a;
    Gallery b;
    show_gallery(light, a);
    show_gallery(dark, b);
    BOOST_TEST(dom_json(light.tree(), light.kit().height()) == dom_json(dark.tree(), dark.kit().height()));
}

BOOST_AUTO_TEST_CASE(languages_that_need_more_than_a_row_are_behind_one_button) {
    const std::vector<NavItem> tongues{{"language/vi", "Tiếng Việt", "/vi", true}, {"language/en", "English", "/en"}, {"language/zh", "中文", "/zh"}, {"language/ko", "한국어", "/ko"},
                                       {"language/ja", "日本語", "/ja"}, {"language/ru", "Русский", "/ru"}, {"language/fr", "Français", "/fr"}};
    std::string chosen;
    const auto page = [&](View& view) {
        view.page("", "vi");
        chosen += view.header("", {}, tongues);
        view.heading("Trang");
    };
    Headless wide(1440), narrow(320);
    wide.show(page);
    BOOST_TEST(wide.find("languages") == nullptr);
    BOOST_TEST(wide.find("language/fr") != nullptr);
    narrow.show(page);
    BOOST_TEST(narrow.find("language/fr") == nullptr);
    BOOST_TEST_REQUIRE(narrow.find("languages") != nullptr);
    BOOST_TEST(narrow.find("languages")->text == "Tiếng Việt");
    BOOST_TEST(narrow.press("languages"));
    BOOST_TEST(faults(narrow.kit()) == "");
    BOOST_TEST(narrow.press("language/fr"));
    BOOST_TEST(chosen == "language/fr");
    narrow.again();
    BOOST_TEST(narrow.find("language/fr") == nullptr);  // chosen: folded again
}

BOOST_AUTO_TEST_SUITE_END()
