// Outbox simulation (security.md 2.4): four files go to the authority and their messages to the gateway while requests,
// answers and callbacks are lost, late, doubled or out of order, peers are down for long, and the server dies between any two
// steps. Real outbox, lanes, worker, answer and SQLite store; clock, network and deaths follow one seed.
//   fault_outbox [COUNT] [FIRST]     COUNT seeds from FIRST on (./test: 30 from 1, ./test --full: 1000)
//   fault_outbox --trace SEED        one seed again, with everything that happened
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "server/notify/delivery.hpp"
#include "server/notify/notifier.hpp"
#include "server/provisioning/authority_client.hpp"
#include "server/provisioning/enrollment.hpp"
#include "server/provisioning/worker.hpp"
#include "tests/fault/network.hpp"
#include "tests/fault/office.hpp"

using namespace motcua;
using namespace motcua::fault;
using provisioning::DeadLetter;
using provisioning::Worker;

namespace {

constexpr Millis second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr int people = 4;
constexpr Millis lease = minute;

/// The server process is gone; its store stays. No std::exception: nobody in the product may catch it.
struct Death {};

/// Files that are ready to be sent, made once and copied for each seed.
struct Template {
    Folder folder;
    std::vector<Person> files;
};
Result<void> prepare(Template& out) {
    Office office(out.folder.path());
    MOTCUA_CHECK(office.open());
    for (int i = 0; i < people; ++i) {
        MOTCUA_TRY(person, office.bring_to("send", i));
        out.files.push_back(person);
    }
    return {};
}

struct Figures {
    std::uint64_t deaths = 0, takeovers = 0, attempts = 0, answered = 0, delivered = 0, dead_letters = 0;
    double least_jitter = 1, most_jitter = 0;
};

class Simulation {
public:
    Simulation(std::uint64_t seed, const Template& from);
    void run();
    [[nodiscard]] const World& world() const { return world_; }
    void add_to(Figures& total) const;

private:
    // --- the server's life
    void start();
    void restart();
    void step(const std::string& name);
    void tick();
    void stall();
    void run_lanes();
    std::unique_ptr<Worker> make_worker(std::string_view kind, std::function<provisioning::Outcome(const provisioning::Leased&)> deliver);
    // --- what happens to it
    void plan();
    void send(const Person& person);
    void callback(const std::string& reference);
    // --- what must hold
    std::optional<Millis> next_moment();
    void check_none_left(std::string_view kind);
    void check_pauses();
    void check_dead();
    void check_end();
    void check_requests();
    void check_messages();
    void check_alarm();
    template <class T>
    T ask(std::string_view sql, const std::function<T(store::Statement&)>& read);
    std::int64_t number(std::string_view sql) { return ask<std::int64_t>(sql, [](store::Statement& row) { return row.step() ? row.integer(0) : 0; }); }

    Folder folder_;
    World world_;
    Office office_;
    std::vector<Person> files_;
    std::unique_ptr<Network> network_;
    std::vector<std::pair<std::string_view, std::unique_ptr<Worker>>> lanes_;
    std::set<std::string> alarmed_, sent_;
    bool dead_ = false, mortal_ = false, stalled_ = false;
    Millis calm_at_ = 0;
    bool long_outage_ = false;
    Figures figures_;
};

Simulation::Simulation(std::uint64_t seed, const Template& from)
    : world_{.random = Random(seed)}, office_(folder_.path(), [this] { tick(); }), files_(from.files) {
    for (const auto& file : std::filesystem::directory_iterator(from.folder.path()))
        std::filesystem::copy(file.path(), folder_.path() + "/" + file.path().filename().string());
    seed_random(seed);
    world_.now = office_.now;
    world_.weather = weather_of(world_.random);
}

// --- the server's life
// Where the store takes the time a unit of work begins: a death there is one before or after any commit. The writer's thread
// may ask, so this one must not unwind past the store's border.
void Simulation::tick() {
    office_.now = world_.now;
    if (mortal_ && !dead_ && world_.random.chance(world_.weather.crash)) {
        dead_ = true;
        world_.note("the server dies as a unit of work begins");
    }
    if (dead_) throw std::runtime_error("dead");
}

void Simulation::step(const std::string& name) {
    if (!dead_ && mortal_ && world_.random.chance(world_.weather.crash)) {
        dead_ = true;
        world_.note("the server dies: " + name);
    }
    if (dead_) throw Death{};
}

std::unique_ptr<Worker> Simulation::make_worker(std::string_view kind, std::function<provisioning::Outcome(const provisioning::Leased&)> deliver) {
    auto counted = [this, deliver = std::move(deliver)](const provisioning::Leased& item) {
        ++figures_.attempts;
        world_.note(fmt::format("attempt {} of {} {} {}", item.attempts, item.kind, item.reference, item.id));
        return deliver(item);
    };
    return std::make_unique<Worker>(Worker::Options{.db = office_.services.db.get(),
                                                    .kind = std::string(kind),
                                                    .deliver = std::move(counted),
                                                    .clock = [this] { return world_.now; },
                                                    .jitter = [this] { return step("outcome known, not recorded"), world_.random.unit(); },
                                                    .lease = lease,
                                                    .alarm = [this](const DeadLetter& dead) { alarmed_.insert(dead.id); }});
}

void Simulation::start() {
    mortal_ = false;
    if (const auto opened = office_.open(); !opened.ok()) return world_.problem("the store does not open: " + opened.error().detail);
    auto& services = office_.services;
    const auto key = net::own_key(folder_.path(), "serve");
    if (!network_)
        network_ = std::make_unique<Network>(Network::Options{.world = &world_,
                                                              .server = key->open,
                                                              .step = [this](const std::string& name) { step(name); },
                                                              .stall = [this] { stall(); },
                                                              .answer = [this](const std::string& reference) { callback(reference); }});
    auto load = [db = services.db, keys = services.keys](const std::string& reference) {
        return db->read<Json>([&](store::Transaction& tx) { return provisioning::load_enrollment(tx, *keys, reference); });
    };
    lanes_.emplace_back(provisioning::kind_authority, make_worker(provisioning::kind_authority, provisioning::make_authority_lane({.url = "http://authority.invalid",
                                                                                                  .key = *key,
                                                                                                  .clock = services.clock,
                                                                                                  .load = std::move(load),
                                                                                                  .call = [this](const net::Call& c) { return network_->call(c); }})));
    auto letters = notify::make_delivery({.db = services.db,
                                          .keys = services.keys,
                                          .clock = services.clock,
                                          .smtp_url = "smtp://mail.invalid",
                                          .sms_gateway_url = "http://gateway.invalid",
                                          .email = [this](const std::string&, const net::Trust&, const notify::Email& email) { return network_->email(email); },
                                          .sms = [this](const std::string&, const net::Trust&, const notify::Sms& sms) { return network_->sms(sms); }});
    lanes_.emplace_back(provisioning::kind_sms, make_worker(provisioning::kind_sms, letters));
    mortal_ = true;
}

void Simulation::restart() {
    ++figures_.deaths;
    const Millis died = world_.now;
    lanes_.clear();
    office_.close();
    if (!world_.weather.calm && world_.random.chance(0.3)) world_.now += world_.random.between(second, 2 * hour);
    dead_ = false;
    start();
    world_.note("the server starts again");
    mortal_ = false;
    figures_.takeovers += static_cast<std::uint64_t>(number("SELECT count(*) FROM outbox WHERE lease<>''"));
    if (number(fmt::format("SELECT count(*) FROM outbox WHERE lease<>'' AND lease_until>{}", died + lease)) > 0)
        world_.problem("a dead worker holds a row for longer than its lease");
    check_dead();
    mortal_ = true;
}

// The worker hangs for longer than its lease; a second one takes its row over meanwhile.
void Simulation::stall() {
    world_.note("the worker hangs for longer than its lease");
    world_.now += lease + 5 * second;
    if (stalled_) return;
    stalled_ = true;
    run_lanes();
    stalled_ = false;
}

void Simulation::run_lanes() {
    for (auto& [kind, lane] : lanes_) {
        (void)lane->run_due();
        if (!dead_) check_none_left(kind);
    }
}

// --- what happens to it
void Simulation::plan() {
    auto& random = world_.random;
    calm_at_ = world_.now + 2 * day;  // before any limit: nothing may be given up but what never can arrive
    long_outage_ = random.chance(0.03);
    for (const auto& person : files_) world_.later(0, day, [this, &person] { send(person); });
    if (random.chance(0.3)) network_->poison.insert(files_[0].reference);
    if (random.chance(0.1)) network_->broken.insert(files_[1].reference);
    if (random.chance(0.2)) network_->bad_phone = files_[2].phone;
    if (random.chance(0.3)) network_->authority_down_until = world_.now + random.between(minute, 36 * hour);
    if (random.chance(0.3)) network_->gateway_down_until = world_.now + random.between(minute, 12 * hour);
    if (long_outage_) network_->authority_down_until = world_.now + 20 * day;
    world_.events.emplace(calm_at_, [this] {
        world_.weather = {.calm = true};
        world_.note("the weather is calm from here on");
    });
}

// The officer presses "send" until it is acknowledged.
void Simulation::send(const Person& person) {
    const auto done = office_.send(person);
    const bool before = !done.ok() && done.error().code == ErrorCode::application_event_refused;
    if (done.ok() || before) return sent_.insert(person.reference), world_.note(person.reference + " is sent");
    world_.later(minute, hour, [this, &person] { send(person); });
}

void Simulation::callback(const std::string& reference) {
    const auto done = office_.answer({.reference = reference});
    const bool taken = done.ok();
    world_.note(fmt::format("callback for {}: {}", reference, taken ? "taken" : describe(done.error().code).code));
    if (!taken && !dead_) world_.problem("a callback was refused: " + std::string(describe(done.error().code).code));
}

void Simulation::run() {
    start();
    plan();
    const Millis end = world_.now + 40 * day;
    for (auto moment = next_moment(); moment && world_.problems.empty(); moment = next_moment()) {
        world_.now = std::max(world_.now, *moment);
        if (world_.now > end) return world_.problem("something goes on for ever");
        try {
            world_.run_events();
            run_lanes();
        } catch (const Death&) {
        }
        stalled_ = false;
        if (dead_) restart();
        else check_pauses();
    }
    mortal_ = false;
    if (world_.problems.empty()) check_end();
    lanes_.clear();
    office_.close();
}

// --- what must hold
template <class T>
T Simulation::ask(std::string_view sql, const std::function<T(store::Statement&)>& read) {
    const bool was = std::exchange(mortal_, false);
    auto out = office_.services.db->read<T>([&](store::Transaction& tx) -> Result<T> {
        auto rows = store::sql(tx, sql);
        return read(rows);
    });
    mortal_ = was;
    if (!out.ok()) world_.problem("the store cannot be asked: " + out.error().detail);
    return out.value_or(T{});
}

// Only the first row of each reference can go: those behind it wait for it, however long they are due.
constexpr std::string_view first_rows =
    "FROM outbox o WHERE delivered_at IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM outbox p WHERE p.kind=o.kind AND p.reference=o.reference AND p.position<o.position AND p.state IN ('waiting','sending'))";

std::optional<Millis> Simulation::next_moment() {
    std::optional<Millis> next;
    if (!world_.events.empty()) next = world_.events.begin()->first;
    const auto due = ask<std::int64_t>(fmt::format("SELECT min(max(next_try, lease_until)) {}", first_rows),
                                       [](store::Statement& row) { return row.step() && !row.is_null(0) ? row.integer(0) : 0; });
    if (due > 0) next = std::min(next.value_or(due), std::max(due, world_.now + 1));
    return next;
}

// A poison row, a row that waits or a lost lease never keeps another reference's row: nothing is left that could go now.
void Simulation::check_none_left(std::string_view kind) {
    const auto now = world_.now;
    const auto left = number(fmt::format("SELECT count(*) {0} AND kind='{1}' AND next_try<={2} AND lease_until<={2}", first_rows, kind, now));
    if (left > 0) world_.problem(fmt::format("{} rows of {} are due and not taken", left, kind));
}

// The pauses grow from a second to an hour, each a little longer by chance.
void Simulation::check_pauses() {
    ask<int>("SELECT attempts, next_try-updated_at FROM outbox WHERE state='waiting' AND attempts>0 AND last_error IS NOT NULL AND lease=''",
             [this](store::Statement& row) {
                 while (row.step()) {
                     const auto base = std::min(hour, second << std::min<std::int64_t>(row.integer(0) - 1, 12)), pause = row.integer(1);
                     if (pause < base || pause > std::min(hour, base + base / 4)) world_.problem(fmt::format("pause {} ms after attempt {}", pause, row.integer(0)));
                     if (base > hour / 2) continue;  // the cap leaves no room
                     const double jitter = static_cast<double>(pause - base) / (static_cast<double>(base) / 4);
                     figures_.least_jitter = std::min(figures_.least_jitter, jitter);
                     figures_.most_jitter = std::max(figures_.most_jitter, jitter);
                 }
                 return 0;
             });
}

// After each death: state, outbox row and audit row are all there or none of them, and what was acknowledged is there.
void Simulation::check_dead() {
    if (const auto fault = first_fault(*office_.services.db); !fault.empty()) world_.problem(fault);
    for (const auto& reference : sent_)
        if (number(fmt::format("SELECT count(*) FROM outbox WHERE kind='authority' AND reference='{}'", reference)) != 1)
            world_.problem(reference + " was acknowledged and has no request");
}

void Simulation::check_requests() {
    for (const auto& [reference, enrolment] : network_->enrolments)
        if (enrolment.effective != 1) world_.problem(reference + " is not effective once");
    for (const auto& person : files_) {
        const auto state = ask<std::string>(fmt::format("SELECT state||' '||coalesce(last_error,'') FROM outbox WHERE kind='authority' AND reference='{}'", person.reference),
                                            [](store::Statement& row) { return row.step() ? row.text(0) : std::string("lost"); });
        const auto id = ask<std::string>(fmt::format("SELECT id FROM outbox WHERE kind='authority' AND reference='{}'", person.reference),
                                         [](store::Statement& row) { return row.step() ? row.text(0) : std::string(); });
        const bool poison = network_->poison.contains(person.reference), broken = network_->broken.contains(person.reference);
        const bool gave_up = (broken || long_outage_) && state == "failed outbox.gave_up";
        const bool refused = poison && state == "failed authority.422";
        const bool answered = !poison && !broken && state == "answered " && network_->enrolments[person.reference].request == id;
        figures_.answered += answered ? 1 : 0;
        if (!gave_up && !refused && !answered) world_.problem(fmt::format("{} ended as \"{}\"", person.reference, state));
    }
}

// Messages of one reference became effective in the order in which they were queued; only dead letters never did.
void Simulation::check_messages() {
    std::map<std::string, std::vector<std::string>> queued;
    std::set<std::string> failed;
    ask<int>("SELECT id, reference, state FROM outbox WHERE kind='notify.sms' ORDER BY position", [&](store::Statement& row) {
        while (row.step()) {
            if (row.text(2) == "failed") failed.insert(row.text(0));
            else queued[row.text(1)].push_back(row.text(0));
        }
        return 0;
    });
    figures_.delivered += network_->messages.size();
    for (const auto& [reference, ids] : queued) {
        std::vector<std::string> seen;
        for (const auto& id : network_->messages)
            if (std::find(ids.begin(), ids.end(), id) != ids.end()) seen.push_back(id);
        if (seen != ids) world_.problem(fmt::format("messages of {}: {} queued, {} effective, or out of order", reference, ids.size(), seen.size()));
    }
    for (const auto& id : failed)
        if (number(fmt::format("SELECT count(*) FROM notifications WHERE id='{}' AND state='failed'", id)) != 1) world_.problem("a dead message looks alive");
    if (network_->bad_phone.empty() && !failed.empty()) world_.problem("a message was given up");
}

// Dead letters are counted where an operator looks, also when the server died before it could say so.
void Simulation::check_alarm() {
    const auto figures = office_.services.db->read<std::vector<provisioning::OutboxFigures>>(
        [](store::Transaction& tx) -> Result<std::vector<provisioning::OutboxFigures>> { return provisioning::outbox_figures(tx); });
    std::uint64_t shown = 0, open = 0;
    for (const auto& kind : *figures) shown += kind.failed, open += kind.open;
    const auto failed = static_cast<std::uint64_t>(number("SELECT count(*) FROM outbox WHERE state='failed'"));
    figures_.dead_letters += failed;
    if (shown != failed || open != 0) world_.problem(fmt::format("{} dead letters, {} in the alarm, {} open", failed, shown, open));
    if (figures_.deaths == 0 && alarmed_.size() != failed) world_.problem(fmt::format("{} dead letters, {} alarms", failed, alarmed_.size()));
    const auto early = number("SELECT count(*) FROM outbox WHERE last_error='outbox.gave_up' AND updated_at<give_up_at");
    if (early > 0) world_.problem("given up before the limit");
}

void Simulation::check_end() {
    check_dead();
    check_requests();
    check_messages();
    check_alarm();
    if (number("SELECT count(*) FROM outbox WHERE delivered_at IS NULL") > 0) world_.problem("a row is still on its way");
    if (number("SELECT count(*) FROM outbox WHERE length(payload)>0") > 0) world_.problem("a payload is left");
    if (sent_.size() != files_.size()) world_.problem("a file was never sent");
}

void Simulation::add_to(Figures& total) const {
    total.deaths += figures_.deaths;
    total.takeovers += figures_.takeovers;
    total.attempts += figures_.attempts;
    total.answered += figures_.answered;
    total.delivered += figures_.delivered;
    total.dead_letters += figures_.dead_letters;
    total.least_jitter = std::min(total.least_jitter, figures_.least_jitter);
    total.most_jitter = std::max(total.most_jitter, figures_.most_jitter);
}

// --- the command
bool run_seed(std::uint64_t seed, const Template& from, Figures& total, bool trace) {
    Simulation simulation(seed, from);
    simulation.run();
    simulation.add_to(total);
    const auto& world = simulation.world();
    if (trace || !world.problems.empty())
        for (const auto& line : world.trace) std::puts(line.c_str());
    if (world.problems.empty()) return true;
    fmt::print("seed {} FAILED: {}\nagain: fault_outbox --trace {}\n", seed, world.problems.front(), seed);
    return false;
}

int run(std::uint64_t count, std::uint64_t first, bool trace) {
    seed_random(7);
    if (!keys::start()) return 2;
    Template from;
    if (const auto made = prepare(from); !made.ok())
        return fmt::print("the files could not be made: {} {}\n", describe(made.error().code).code, made.error().field), 2;
    Figures total;
    const auto began = std::chrono::steady_clock::now();
    for (std::uint64_t seed = first; seed < first + count; ++seed)
        if (!run_seed(seed, from, total, trace)) return 1;
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    fmt::print("outbox: {} seeds from {} in {:.1f} s: {} attempts, {} deaths, {} leases taken over, {} requests answered, {} messages delivered, "
               "{} dead letters; jitter {:.2f} to {:.2f}; 0 lost, 0 doubled, 0 out of order\n",
               count, first, took, total.attempts, total.deaths, total.takeovers, total.answered, total.delivered, total.dead_letters,
               total.least_jitter, total.most_jitter);
    return count < 30 || (total.deaths > 0 && total.takeovers > 0 && total.most_jitter - total.least_jitter > 0.9) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "--trace") == 0) return run(1, std::strtoull(argv[2], nullptr, 10), true);
    const char* full = std::getenv("MOTCUA_FULL");
    const std::uint64_t usual = full != nullptr && *full != '\0' ? 1000 : 30;
    return run(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : usual, argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1, false);
}
