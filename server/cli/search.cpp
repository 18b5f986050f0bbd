// motcua search --gallery DIR|FILE PROBE: a print among many.
#include <charconv>
#include <iostream>
#include <thread>

#include "server/cli/commands.hpp"
#include "server/cli/finger_input.hpp"
#include "server/cli/gallery_file.hpp"
#include "shared/finger/match.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view usage_text =
    "usage: motcua search --gallery DIR|FILE PROBE|- [--top N] [--exhaustive] [--threads N] [--ppi N]\n"
    "       motcua search --gallery DIR --store FILE";

int wrong_usage(const check::Options& options) {
    if (!options.wrong.empty()) std::cerr << "motcua search: not understood: " << options.wrong << '\n';
    std::cerr << usage_text << '\n';
    return check::exit_usage;
}

/// A whole number from 1 to `most`, or `otherwise` where the option is absent.
std::optional<std::size_t> number(const check::Options& options, std::string_view name, std::size_t otherwise, std::size_t most) {
    if (!options.has(name)) return otherwise;
    const std::string_view text = options.get(name);
    std::size_t out = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (fault != std::errc{} || end != text.data() + text.size() || out < 1 || out > most) return std::nullopt;
    return out;
}

int refuse(const Error& error) {
    return check::answer(std::cout, {{"found", false}, {"errors", check::Out::array({check::to_json(error)})}}, false);
}

check::Out skipped_json(const NamedGallery& gallery) {
    check::Out out = check::Out::array();
    for (const auto& skipped : gallery.skipped) out.push_back({{"name", skipped.name}, {"code", describe(skipped.error.code).code}});
    return out;
}

check::Out hits_json(const NamedGallery& gallery, const std::vector<finger::Hit>& hits, int threshold) {
    check::Out out = check::Out::array();
    for (const finger::Hit& hit : hits)
        out.push_back({{"name", gallery.names[hit.id]}, {"score", hit.score}, {"match", hit.score >= threshold},
                       {"falseMatchPpm", finger::false_match_ppm(hit.score)}});
    return out;
}

int store(const NamedGallery& gallery, const std::string& file) {
    const auto stored = store_gallery(file, gallery);
    if (!stored.ok()) return refuse(stored.error());
    return check::answer(std::cout, {{"stored", gallery.names.size()}, {"skipped", skipped_json(gallery)}}, true);
}

int look_for(const NamedGallery& gallery, const finger::Template& probe, const finger::SearchOptions& options) {
    const auto hits = gallery.gallery.search(probe, options);
    const int threshold = finger::search_threshold(gallery.gallery.size());
    const bool found = !hits.empty() && hits[0].score >= threshold;
    return check::answer(std::cout,
                         {{"found", found}, {"threshold", threshold}, {"templates", gallery.gallery.size()},
                          {"compared", std::min(gallery.gallery.size(), options.survivors == 0 ? finger::survivors_of(gallery.gallery.size()) : options.survivors)},
                          {"hits", hits_json(gallery, hits, threshold)}, {"skipped", skipped_json(gallery)}},
                         found);
}

}  // namespace

int run_search(Arguments args) {
    const check::Options options = check::read_options(args, {"--gallery", "--top", "--threads", "--ppi", "--store"}, {"--exhaustive"});
    const auto top = number(options, "--top", 10, 10'000), threads = number(options, "--threads", std::max(1U, std::thread::hardware_concurrency()), 256);
    const std::size_t wanted = options.has("--store") ? 0 : 1;
    if (!options.wrong.empty() || !options.has("--gallery") || options.plain.size() != wanted || !top || !threads) return wrong_usage(options);
    const auto gallery = open_gallery(std::string(options.get("--gallery")), options);
    if (!gallery.ok()) return refuse(gallery.error());
    if (options.has("--store")) return store(*gallery, std::string(options.get("--store")));
    const auto probe = check::read_template_or_picture(options, options.plain[0], std::cin);
    if (!probe.ok()) return refuse(probe.error());
    if (!finger::comparable(*probe)) return refuse({.code = ErrorCode::finger_unusable});
    return look_for(*gallery, *probe,
                    {.top = *top, .survivors = options.has("--exhaustive") ? gallery->gallery.size() : 0, .run = on_threads(static_cast<unsigned>(*threads))});
}

}  // namespace motcua::cli
