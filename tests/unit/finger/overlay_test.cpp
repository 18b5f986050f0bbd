// What is drawn over a print: where it lies, in which colours, and that nothing else of the picture changes.
#include <boost/test/unit_test.hpp>

#include "shared/overlay/canvas.hpp"
#include "shared/overlay/finger.hpp"

namespace motcua::overlay {
namespace {

using picture::Picture;

/// Is the pixel coloured, and not a grey of the print?
bool inked(const Picture& p, int x, int y) {
    const std::uint8_t* at = p.row(y) + std::ptrdiff_t{3} * x;
    return std::abs(at[0] - at[2]) > 40;
}
int inked_pixels(const Picture& p) {
    int n = 0;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) n += inked(p, x, y);
    return n;
}

finger::Template with(std::vector<finger::Minutia> minutiae) {
    return {.width = 100, .height = 80, .minutiae = std::move(minutiae)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(overlays)

BOOST_AUTO_TEST_CASE(a_line_covers_its_width_and_fades_over_one_pixel) {
    Canvas canvas(picture::blank(20, 20, 3, 255));
    canvas.line({2, 10}, {18, 10}, {.colour = {0, 0, 0}, .width = 4});
    const Picture p = std::move(canvas).take();
    BOOST_TEST(p.row(9)[30] == 0);
    BOOST_TEST(p.row(10)[30] == 0);
    BOOST_TEST(p.row(11)[30] == 0);
    BOOST_TEST(p.row(12)[30] == 255);
    BOOST_TEST(p.row(10)[0] > 0);  // before its end
}

BOOST_AUTO_TEST_CASE(what_lies_outside_the_picture_is_left_out) {
    Canvas canvas(picture::blank(10, 10, 3, 255));
    canvas.line({-50, -50}, {60, 60}, {.width = 2});
    canvas.ring({-5, 4}, 8, {.width = 2});
    canvas.square({200, 200}, 5, {.width = 2});
    canvas.line({4, 4}, {4, 4}, {.width = 0});
    const Picture p = std::move(canvas).take();
    BOOST_TEST(p.row(5)[15] < 255);
    BOOST_TEST(p.row(0)[27] == 255);
}

BOOST_AUTO_TEST_CASE(minutiae_lie_at_their_places_and_their_tails_along_their_directions) {
    const finger::GreyImage image = finger::blank_image(100, 80);
    const Picture east = draw_minutiae({image, with({{.x = 50, .y = 40, .angle = 0, .type = finger::MinutiaType::ending}})});
    const Picture north = draw_minutiae({image, with({{.x = 50, .y = 40, .angle = 64, .type = finger::MinutiaType::bifurcation}})});
    BOOST_TEST(east.width == 100 * scale);
    BOOST_TEST(inked(east, 50 * scale + 20, 40 * scale + 1));     // counter-clockwise from the x axis
    BOOST_TEST(!inked(east, 50 * scale + 1, 40 * scale - 20));
    BOOST_TEST(inked(north, 50 * scale + 1, 40 * scale - 20));    // y runs down
    BOOST_TEST(!inked(north, 50 * scale + 1, 40 * scale + 1));    // the place itself stays to be seen
    BOOST_TEST(east.row(80)[3 * 121 + 2] > east.row(80)[3 * 121]);   // an ending is vermilion,
    BOOST_TEST(north.row(60)[3 * 101] > north.row(60)[3 * 101 + 2]);  // a fork is blue
}

BOOST_AUTO_TEST_CASE(the_flow_has_a_stroke_where_a_direction_is_known) {
    const finger::GreyImage image = finger::blank_image(64, 64);
    finger::Template t{.width = 64, .height = 64};
    t.flow = {.columns = 4, .rows = 4, .angles = std::vector<std::uint8_t>(16, finger::FlowMap::none)};
    BOOST_TEST(inked_pixels(draw_flow({image, t})) == 0);
    t.flow.angles[5] = 32;  // an eighth of a turn: rising to the right
    const Picture p = draw_flow({image, t});
    BOOST_TEST(inked(p, 49 + 6, 49 - 6));
    BOOST_TEST(inked(p, 49 - 6, 49 + 6));
    BOOST_TEST(!inked(p, 49 + 8, 49 + 8));
}

BOOST_AUTO_TEST_CASE(pairs_are_joined_across_and_the_others_are_pale) {
    const finger::GreyImage image = finger::blank_image(100, 80);
    const finger::Template t = with({{.x = 20, .y = 40}, {.x = 70, .y = 20}});
    const finger::Comparison matched{.score = 500, .pairs = {{.probe = 0, .candidate = 0}}};
    const Picture none = draw_pairs({image, t}, {image, t}, {}), one = draw_pairs({image, t}, {image, t}, matched);
    BOOST_TEST(one.width == none.width);
    BOOST_TEST(one.width > 2 * 100 * scale);
    BOOST_TEST(inked_pixels(none) == 0);
    BOOST_TEST(inked(one, 100 * scale, 40 * scale + 1));  // half of the way
}

BOOST_AUTO_TEST_CASE(minutiae_that_were_found_again_are_coloured_each_place_once) {
    const finger::GreyImage image = finger::blank_image(100, 80);
    const finger::Template t = with({{.x = 20, .y = 40}, {.x = 70, .y = 20}, {.x = 72, .y = 21}});
    const std::vector<Place> nobody{}, first{{22, 41}}, far{{40, 40}}, twice{{70, 20}, {70, 20}, {70, 20}};
    const int ring = inked_pixels(draw_found({image, t}, first));
    BOOST_TEST(inked_pixels(draw_found({image, t}, nobody)) == 0);
    BOOST_TEST(inked_pixels(draw_found({image, t}, far)) == 0);
    BOOST_TEST(ring > 50);
    BOOST_TEST(inked_pixels(draw_found({image, t}, twice)) > ring);  // two near one another, not one of them
    const Picture one = draw_found({image, t}, first);
    BOOST_TEST(!inked(one, 70 * scale + 11, 20 * scale));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace motcua::overlay
