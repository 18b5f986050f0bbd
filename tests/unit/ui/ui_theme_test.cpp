// Contrast of every pair of colours the kit paints, in both themes (WCAG 2.2: 1.4.3, 1.4.11).
#include <boost/test/unit_test.hpp>

#include "client/ui/theme.hpp"

using namespace motcua::ui;

BOOST_AUTO_TEST_SUITE(ui_theme)

BOOST_AUTO_TEST_CASE(contrast_is_that_of_wcag) {
    BOOST_TEST(contrast({255, 255, 255}, {0, 0, 0}) == 21.0, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(contrast({119, 119, 119}, {255, 255, 255}) == 4.478, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(every_pair_has_the_contrast_it_owes_in_both_themes) {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        const Theme& tokens = theme(scheme);
        for (const Pair& pair : pairs()) {
            const double found = contrast(tokens.*pair.front, tokens.*pair.ground);
            BOOST_TEST(found >= pair.least, (scheme == Scheme::dark ? "dark: " : "light: ") << pair.what << " has " << found << ", owes " << pair.least);
        }
    }
}

BOOST_AUTO_TEST_CASE(tokens_are_written_as_css_variables) {
    const std::string css = css_variables(theme(Scheme::light));
    BOOST_TEST(css.find("--paper:#ffffff;") != std::string::npos);
    BOOST_TEST(css.find("--focus:#ffdd00;") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
