// motcua check finger FILE: quality of prints, one by one or four on a glass.
#include <algorithm>
#include <string_view>
#include <vector>

#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "server/cli/finger_input.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/slap.hpp"

namespace motcua {
namespace {

/// {"position", …the verdict's}
check::Out judged(const finger::GreyImage& image, finger::Position position, bool& valid) {
    const finger::Verdict verdict = finger::judge(image, position);
    valid = valid && verdict.valid;
    check::Out out{{"position", finger::text(position)}};
    out.update(check::Out::parse(finger::to_json(verdict)));
    return out;
}

check::Out to_json(const finger::TiltedBox& box) {
    return {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}, {"degrees", box.degrees}};
}

/// {"valid","capture","hand","degrees","fingers":[{"position","box",…verdict}]}
Result<check::Out> slap_json(const finger::GreyImage& image, finger::Capture capture, std::span<const finger::Position> missing, bool& all_valid) {
    MOTCUA_TRY(slap, finger::segment_slap(image, capture, missing));
    check::Out fingers = check::Out::array();
    bool valid = true;
    for (const finger::SlapFinger& finger : slap.fingers) {
        check::Out one = judged(finger.image, finger.position, valid);
        one["box"] = to_json(finger.box);
        fingers.push_back(std::move(one));
    }
    all_valid = all_valid && valid;
    return check::Out{{"valid", valid}, {"capture", finger::text(capture)}, {"hand", slap.hand ? check::Out(finger::text(*slap.hand)) : check::Out(nullptr)},
                      {"degrees", slap.degrees}, {"fingers", std::move(fingers)}};
}

/// One picture of a record with several.
Result<check::Out> print_json(const check::Options& options, const finger::ReadPrint& print, std::span<const finger::Position> missing, bool& valid) {
    const auto capture = check::capture_of(options, print);
    if (capture && *capture != finger::Capture::single) return slap_json(print.image, *capture, missing, valid);
    return judged(print.image, print.position, valid);
}

int answer_record(const check::Options& options, const std::vector<finger::ReadPrint>& prints, std::span<const finger::Position> missing, std::ostream& out) {
    bool valid = true;
    check::Out list = check::Out::array();
    for (const finger::ReadPrint& print : prints) {
        auto one = print_json(options, print, missing, valid);
        if (!one.ok()) return check::refuse(out, one.error());
        list.push_back(*std::move(one));
    }
    return check::answer(out, {{"valid", valid}, {"prints", std::move(list)}}, valid);
}

int answer_print(const check::Options& options, const finger::ReadPrint& print, finger::Capture capture, std::span<const finger::Position> missing, std::ostream& out) {
    if (capture != finger::Capture::single) {
        bool valid = true;
        const auto slap = slap_json(print.image, capture, missing, valid);
        return slap.ok() ? check::answer(out, *slap, valid) : check::refuse(out, slap.error());
    }
    const auto position = options.has("--position") ? *finger::parse_position(options.get("--position")) : print.position;
    const finger::Verdict verdict = finger::judge(print.image, position);
    return check::answer(out, check::Out::parse(finger::to_json(verdict)), verdict.valid);
}

bool understood(const check::Options& options) {
    return options.plain.size() == 1 && options.wrong.empty() && (!options.has("--position") || finger::parse_position(options.get("--position"))) &&
           (!options.has("--slap") || finger::parse_capture(options.get("--slap"))) && check::missing_of(options);
}

/// An option that says nothing of what was read: rather a question than an answer that left it out.
std::string_view out_of_place(const check::Options& options, const std::vector<finger::ReadPrint>& prints, std::span<const finger::Position> missing) {
    std::vector<finger::Position> on_slaps;
    for (const finger::ReadPrint& print : prints)
        if (const auto capture = check::capture_of(options, print).value_or(finger::Capture::single); capture != finger::Capture::single)
            for (const auto position : finger::fingers_of(capture)) on_slaps.push_back(position);
    if (options.has("--position") && (!on_slaps.empty() || prints.size() > 1)) return "--position, which is for the picture of one finger";
    const auto due = [&](finger::Position position) { return std::find(on_slaps.begin(), on_slaps.end(), position) != on_slaps.end(); };
    return std::all_of(missing.begin(), missing.end(), due) ? "" : "--missing, which is for fingers of the slap";
}

}  // namespace

int check_finger(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {"--ppi", "--position", "--slap", "--missing"});
    if (!understood(options)) return check::usage(err, "finger", options.wrong);
    const auto bytes = check::read_input(options.plain[0], in);
    if (!bytes) return check::usage(err, "finger", options.plain[0]);
    const auto prints = check::read_pictures(options, *bytes);
    if (!prints.ok()) return check::refuse(out, prints.error());
    const auto missing = *check::missing_of(options);
    if (const auto wrong = out_of_place(options, *prints, missing); !wrong.empty()) return check::usage(err, "finger", wrong);
    if (prints->size() > 1) return answer_record(options, *prints, missing, out);
    return answer_print(options, prints->front(), *check::capture_of(options, prints->front()), missing, out);
}

}  // namespace motcua
