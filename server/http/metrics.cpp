#include "server/http/metrics.hpp"

#include <fmt/format.h>

namespace motcua::http {
namespace {

void gauge(std::string& out, std::string_view name, std::string_view kind, std::string_view help, std::uint64_t value) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

void outbox_gauge(std::string& out, std::string_view name, std::string_view help, const std::vector<provisioning::OutboxFigures>& outbox,
                  std::uint64_t (*value)(const provisioning::OutboxFigures&)) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name, help);
    for (const auto& figures : outbox) out += fmt::format("{}{{kind=\"{}\"}} {}\n", name, figures.kind, value(figures));
}

void outbox_text(std::string& out, const std::vector<provisioning::OutboxFigures>& outbox) {
    using Figures = provisioning::OutboxFigures;
    outbox_gauge(out, "motcua_outbox_open", "Rows on their way or not answered", outbox, [](const Figures& f) { return f.open; });
    outbox_gauge(out, "motcua_outbox_failed", "Dead letters; alarm above 0", outbox, [](const Figures& f) { return f.failed; });
    outbox_gauge(out, "motcua_outbox_overdue", "Requests past the day promised; alarm above 0", outbox, [](const Figures& f) { return f.overdue; });
    outbox_gauge(out, "motcua_outbox_oldest_seconds", "Age of the oldest open row", outbox,
                 [](const Figures& f) { return static_cast<std::uint64_t>(f.oldest / 1000); });
}

void decoding(std::string& out, const sandbox::Decoder& decoder) {
    const auto figures = decoder.figures();
    gauge(out, "motcua_decoder_started_total", "counter", "Decoding processes started", figures.started);
    gauge(out, "motcua_decoder_pictures_total", "counter", "Pictures given to one", figures.pictures);
    gauge(out, "motcua_decoder_lost_total", "counter", "Decoding processes that died or spoke nonsense", figures.lost);
    gauge(out, "motcua_decoder_late_total", "counter", "Decoding processes stopped at their deadline", figures.late);
    gauge(out, "motcua_decoder_confined", "gauge", "1: every layer of confinement holds", decoder.confinement().complete());
}

}  // namespace

void Metrics::count(std::string_view method, std::string_view route, int status, Millis took) {
    std::lock_guard lock(mutex_);
    ++requests_[{std::string(method), std::string(route), status}];
    auto& times = times_[std::string(route)];
    std::size_t bucket = 0;
    while (bucket < bounds.size() && took > bounds[bucket]) ++bucket;
    ++times.buckets[bucket];
    ++times.count;
    times.sum += took;
}

std::string Metrics::text(const FrontFigures& front, const store::Store::Figures& store,
                          const std::vector<provisioning::OutboxFigures>& outbox, const sandbox::Decoder& decoder,
                          const keys::Figures& keys) const {
    std::string out;
    gauge(out, "motcua_connections", "gauge", "Open connections", front.connections);
    gauge(out, "motcua_queue", "gauge", "Requests waiting for a worker", front.waiting);
    gauge(out, "motcua_accepted_total", "counter", "Connections accepted", front.accepted);
    gauge(out, "motcua_refused_total", "counter", "Requests refused by the front", front.refused);
    gauge(out, "motcua_shed_total", "counter", "Requests or connections shed under load", front.shed);
    gauge(out, "motcua_timed_out_total", "counter", "Requests that came too slowly", front.timed_out);
    gauge(out, "motcua_store_commits_total", "counter", "Commits on disk", store.commits);
    gauge(out, "motcua_store_units_total", "counter", "Units of work", store.units);
    gauge(out, "motcua_store_failures_total", "counter", "Units of work that failed in the store", store.failures);
    gauge(out, "motcua_store_waiting", "gauge", "Units of work waiting for the writer", store.waiting);
    gauge(out, "motcua_key_age_seconds", "gauge", "Age of the key-encryption key; rotate it when it is past its life",
          static_cast<std::uint64_t>(keys.age / 1000));
    gauge(out, "motcua_keys_in_use", "gauge", "Key-encryption keys in use; 2: a rotation runs or was cut short", keys.in_use);
    outbox_text(out, outbox);
    decoding(out, decoder);
    std::lock_guard lock(mutex_);
    out += "# HELP motcua_requests_total Requests answered\n# TYPE motcua_requests_total counter\n";
    for (const auto& [key, count] : requests_)
        out += fmt::format("motcua_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n", std::get<0>(key),
                           std::get<1>(key), std::get<2>(key), count);
    out += "# HELP motcua_request_ms Time to answer, milliseconds\n# TYPE motcua_request_ms histogram\n";
    for (const auto& [route, times] : times_) {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            below += times.buckets[i];
            out += fmt::format("motcua_request_ms_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, bounds[i], below);
        }
        out += fmt::format(
            "motcua_request_ms_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\nmotcua_request_ms_sum{{route=\"{0}\"}} "
            "{2}\nmotcua_request_ms_count{{route=\"{0}\"}} {1}\n",
            route, times.count, times.sum);
    }
    return out;
}

}  // namespace motcua::http
