#include <cmath>

#include "shared/portrait/judge.hpp"

namespace motcua::portrait {
namespace {

struct MeasureText {
    std::string_view name;
    int decimals;
    Method method;
};
constexpr MeasureText measure_texts[] = {
#define MOTCUA_MEASURE(name, text, decimals, method) {text, decimals, Method::method},
#include "shared/portrait/measures.def"
#undef MOTCUA_MEASURE
};
constexpr std::string_view method_texts[] = {"iso", "substitute", "own"};
constexpr std::string_view cause_texts[] = {
#define MOTCUA_CAUSE(name, text) text,
#include "shared/portrait/causes.def"
#undef MOTCUA_CAUSE
};

/// A number with fixed decimals, by integers: no library's idea of rounding gets in.
std::string fixed(double value, int decimals) {
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    const auto scaled = static_cast<std::int64_t>(std::floor(value * static_cast<double>(unit) + 0.5));
    const std::int64_t size = scaled < 0 ? -scaled : scaled;
    std::string out = (scaled < 0 ? "-" : "") + std::to_string(size / unit);
    if (decimals == 0) return out;
    const std::string fraction = std::to_string(size % unit);
    return out + "." + std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0') + fraction;
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string box_json(const Verdict& v) {
    if (v.faces == 0) return "null";
    const Box& b = v.face.box;
    return "{\"x\":" + fixed(b.x, 0) + ",\"y\":" + fixed(b.y, 0) + ",\"width\":" + fixed(b.width, 0) +
           ",\"height\":" + fixed(b.height, 0) + "}";
}

std::string measures_json(const Verdict& v) {
    std::string out;
    for (const Measure& m : v.measures) {
        const MeasureText& t = measure_texts[static_cast<std::size_t>(m.id)];
        out += (out.empty() ? "" : ",") + quoted(t.name) + ":";
        out += !m.assessed ? "null"
                           : "{\"value\":" + fixed(m.value, t.decimals) + ",\"score\":" + std::to_string(m.score) +
                                 ",\"method\":" + quoted(text(t.method)) + "}";
    }
    return "{" + out + "}";
}

std::string bearing_json(const Verdict& v) {
    if (!v.bearing) return "\"pose\":null,\"eyes\":null,\"mouth\":null";
    const Bearing& b = *v.bearing;
    return "\"pose\":{\"yaw\":" + fixed(b.pose.yaw, 1) + ",\"pitch\":" + fixed(b.pose.pitch, 1) +
           ",\"roll\":" + fixed(b.pose.roll, 1) + "},\"eyes\":{\"left\":" + fixed(b.eyes.left, 3) +
           ",\"right\":" + fixed(b.eyes.right, 3) + "},\"mouth\":" + fixed(b.mouth, 3);
}

std::string causes_json(const std::vector<Cause>& causes) {
    std::string out;
    for (const Cause cause : causes) out += (out.empty() ? "" : ",") + quoted(text(cause));
    return "[" + out + "]";
}

}  // namespace

std::string_view text(MeasureId id) { return measure_texts[static_cast<std::size_t>(id)].name; }
Method method_of(MeasureId id) { return measure_texts[static_cast<std::size_t>(id)].method; }
std::string_view text(Method method) { return method_texts[static_cast<std::size_t>(method)]; }
std::string_view text(Cause cause) { return cause_texts[static_cast<std::size_t>(cause)]; }

std::string to_json(const Verdict& v) {
    return std::string("{\"valid\":") + (v.valid ? "true" : "false") + ",\"faces\":" + std::to_string(v.faces) +
           ",\"box\":" + box_json(v) + ",\"quality\":" + std::to_string(v.quality) + "," + bearing_json(v) +
           ",\"measures\":" + measures_json(v) + ",\"causes\":" + causes_json(v.causes) + ",\"hints\":" + causes_json(v.hints) +
           ",\"advice\":" + (v.causes.empty() ? "null" : quoted(text(v.causes.front()))) + "}";
}

}  // namespace motcua::portrait
