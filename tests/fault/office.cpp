#include "tests/fault/office.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "server/audit/chain.hpp"
#include "server/booking/bookings.hpp"
#include "server/counter/desk.hpp"
#include "server/intake/drafts.hpp"
#include "server/intake/submit.hpp"
#include "server/notify/delivery.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/provisioning/answer.hpp"
#include "server/provisioning/worker.hpp"
#include "server/verification/registry_client.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/rules/rulebook.hpp"
#include "tests/fault/random.hpp"

namespace motcua::fault {
namespace {

// libsodium asks plain functions, so their state cannot be an object of the test
Random& source() {
    static Random random(1);
    return random;
}
void fill(void* out, std::size_t size) {
    auto* bytes = static_cast<unsigned char*>(out);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(source().next() >> 32);
}

std::shared_ptr<const rules::Rulebook> rulebook() {
    static const auto book = std::make_shared<const rules::Rulebook>(*rules::parse_rulebook(rules::embedded_bundle()));
    return book;
}

// --- an invented applicant
Json filing_of(const Person& person) {
    return {{"formVersion", "tk01-2025"},
            {"filedFor", "self"},
            {"language", "en"},
            {"applicant",
             {{"familyName", "TESTBERG"},
              {"givenNames", "ALVA"},
              {"birthDate", "1988-02-17"},
              {"sex", "F"},
              {"nationality", "SWE"},
              {"documentType", "passport"},
              {"documentNumber", fmt::format("TP{:07}", person.index)},
              {"documentIssueDate", "2023-11-24"},
              {"documentIssuePlace", "Stockholm"},
              {"documentExpiry", "2033-11-24"},
              {"cardType", "TRC"},
              {"cardNumber", fmt::format("TC{:06}", person.index)},
              {"cardSymbol", "LĐ2"},
              {"cardExpiry", "2027-11-24"},
              {"province", "79"},
              {"commune", "Phường Sài Gòn"},
              {"addressLine", "12 Lê Lợi"},
              {"phone", person.phone},
              {"email", ""}}},
            {"consents", {{"truth", true}, {"account", true}, {"biometrics", true}}},
            {"portrait", "counter"}};
}
std::string passport_of(const Person& person) {
    return identity::mrz_td3({.issuer = "SWE",
                              .name = {.primary = "TESTBERG", .secondary = "ALVA"},
                              .document_number = fmt::format("TP{:07}", person.index),
                              .nationality = "SWE",
                              .birth_date = "1988-02-17",
                              .sex = "F",
                              .expiry_date = "2033-11-24"});
}
Json signature() {
    Json stroke = Json::array();
    for (int i = 0; i < 40; ++i) stroke.push_back({i, 20 + i % 7});
    return Json::array({stroke});
}

struct Seat {
    std::string date, time;
};
Result<Seat> first_free_seat(http::Services& services, const std::string& office) {
    const Date from(std::chrono::sys_days(date_in_vietnam(services.clock())) + std::chrono::days(1));
    MOTCUA_TRY(slots, booking::slots_json(services, {.office = office, .from = from}));
    for (const auto& day : slots["days"])
        for (const auto& slot : day["slots"])
            if (slot["free"].get<int>() > 0) return Seat{.date = day["date"], .time = slot["time"]};
    return ErrorCode::slot_full;
}

}  // namespace

void seed_random(std::uint64_t seed) {
    source() = Random(seed);
    static randombytes_implementation seeded{.implementation_name = [] { return "seeded"; },
                                             .random = [] { return static_cast<std::uint32_t>(source().next() >> 32); },
                                             .stir = nullptr,
                                             .uniform = nullptr,
                                             .buf = fill,
                                             .close = nullptr};
    randombytes_set_implementation(&seeded);
}

// In memory where there is such a place: these tests simulate the disk's failures, and a real one only makes them wait.
Folder::Folder() {
    const std::filesystem::path memory("/dev/shm");
    const bool there = ::access(memory.c_str(), W_OK) == 0;
    std::string name = ((there ? memory : std::filesystem::temp_directory_path()) / "motcua-fault-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
}
Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Office::Office(std::string folder, Tick tick) : folder_(std::move(folder)), tick_(std::move(tick)) {
    services.settings.data_dir = folder_;
    services.settings.rate_scale = 1000;
    services.clock = [this] { return tick_(), now; };
    services.random_bytes = keys::random_bytes;
    services.wake_outbox = [] {};
    services.rules = rulebook();
    services.registry = std::make_shared<verification::RegistryClient>(
        verification::RegistryClient::Options{.url = "http://registry.invalid", .token = "t"},
        [](const net::Call&) -> Result<net::Answer> { return net::Answer{.status = 200, .body = "[]", .headers = {}}; });
    officer = {.id = "0011223344556677", .name = "Test Officer", .office = services.rules->offices.front().id};
}

Result<void> Office::open() {
    MOTCUA_TRY(db, store::Database::open({.path = folder_ + "/motcua.db", .clock = services.clock}));
    return open(std::shared_ptr<store::Store>(std::move(db)));
}

Result<void> Office::open(std::shared_ptr<store::Store> on) {
    services.db = std::move(on);
    MOTCUA_TRY(keyring, keys::Keyring::open(folder_, *services.db));
    services.keys = std::move(keyring);
    MOTCUA_TRY(notifier, notify::Notifier::create({.messages_json = std::string(notify::messages_json()), .keys = services.keys}));
    services.notifier = notifier;
    return {};
}

void Office::close() {
    services.notifier.reset();
    services.keys.reset();
    services.db.reset();
}

Result<Person> Office::sign_in(int index) {
    Person person{.index = index, .phone = fmt::format("+8491{:07}", index)};
    const auto subject = services.keys->blind_index(keys::Index::phone, person.phone);
    MOTCUA_TRY(session, services.db->write<std::optional<intake::Session>>([&](store::Transaction& tx) {
        const auto token = intake::start_session(tx, services, {.subject = subject, .phone = person.phone, .language = "en"});
        return intake::find_session(tx, services, token);
    }));
    person.caller = session->caller;
    return person;
}

Result<void> Office::save_draft(Person& person) {
    MOTCUA_TRY(revision, intake::save_draft(services, person.caller.subject, {.revision = person.draft, .body = filing_of(person)}));
    if (!revision) return ErrorCode::draft_none;
    person.draft = *revision;
    return {};
}

Result<void> Office::submit(Person& person) {
    const auto key = fmt::format("{:032x}", person.index + 1);
    MOTCUA_TRY(done, intake::submit(services, person.caller, key, Json::array({filing_of(person)})));
    if (!done.errors.empty()) return done.errors.front().error;
    person.reference = done.references.front();
    return {};
}

Result<void> Office::book(const Person& person) {
    MOTCUA_TRY(seat, first_free_seat(services, officer.office));
    MOTCUA_CHECK(booking::book(services, person.caller.subject,
                               {.references = {person.reference}, .office = officer.office, .date = seat.date, .time = seat.time}));
    return {};
}

Result<void> Office::sign_out(const Person& person) {
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        intake::end_session(tx, *services.keys, person.caller.session_id);
        return {};
    });
}

Result<void> Office::take_in(const Person& person) {
    MOTCUA_CHECK(counter::claim(services, officer, person.reference, ""));
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        for (const std::string position : {"face", "left_index", "right_index"})
            counter::save_capture(tx, *services.keys, officer, person.reference,
                                  {.position = position, .image = std::string(3000, 'i'), .quality = {{"valid", true}, {"quality", 80}}});
        return {};
    }));
    return counter::compare_file(services, officer, person.reference, passport_of(person));
}

Result<void> Office::verify(const Person& person) { return counter::verify(services, officer, person.reference); }

Result<void> Office::consent(const Person& person) {
    return counter::give_consent(services, officer, person.reference,
                                 {.language = "en",
                                  .text_version = counter::consent_version(*services.rules, counter::today(services)),
                                  .applicant_signature = signature()});
}

Result<void> Office::send(const Person& person) { return counter::send(services, officer, person.reference); }

Result<void> Office::answer(const Person& person) {
    return provisioning::accept_answer(services, {.enrollment_id = person.reference,
                                                  .kind = provisioning::AuthorityAnswer::Kind::created,
                                                  .account = "TEST-" + person.reference,
                                                  .digest = "d-" + person.reference});
}

Result<void> Office::notify() {
    auto deliver = notify::make_delivery({.db = services.db,
                                          .keys = services.keys,
                                          .clock = services.clock,
                                          .sms_gateway_url = "http://gateway.invalid",
                                          .sms = [](const std::string&, const net::Trust&, const notify::Sms&) {
                                              return notify::Delivered{.kind = notify::Delivered::Kind::delivered};
                                          }});
    provisioning::Worker worker({.db = services.db.get(),
                                 .kind = std::string(provisioning::kind_sms),
                                 .deliver = std::move(deliver),
                                 .clock = services.clock,
                                 .jitter = [] { return 0.0; }});
    const auto failures = services.db->figures().failures;
    (void)worker.run_due();
    if (services.db->figures().failures != failures) return ErrorCode::store_unavailable;
    return {};
}

Result<Person> Office::bring_to(std::string_view step, int index) {
    MOTCUA_TRY(person, sign_in(index));
    using Do = std::function<Result<void>(Office&, Person&)>;
    const std::pair<std::string_view, Do> steps[]{{"draft", [](Office& o, Person& p) { return o.save_draft(p); }},
                                                  {"submit", [](Office& o, Person& p) { return o.submit(p); }},
                                                  {"book", [](Office& o, Person& p) { return o.book(p); }},
                                                  {"take_in", [](Office& o, Person& p) { return o.take_in(p); }},
                                                  {"verify", [](Office& o, Person& p) { return o.verify(p); }},
                                                  {"consent", [](Office& o, Person& p) { return o.consent(p); }},
                                                  {"send", [](Office& o, Person& p) { return o.send(p); }},
                                                  {"answer", [](Office& o, Person& p) { return o.answer(p); }}};
    for (const auto& [name, act] : steps) {
        if (name == step) return person;
        MOTCUA_CHECK(act(*this, person));
    }
    return person;
}

namespace {

/// A question whose answer must be 0 rows.
struct Rule {
    const char* fault;
    const char* sql;
};
constexpr Rule rules_of_the_store[]{
    {"an application has no history", "SELECT 1 FROM applications a WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.reference=a.reference)"},
    {"an application's state is not the last of its history",
     "SELECT 1 FROM applications a WHERE a.state<>(SELECT h.state FROM history h WHERE h.reference=a.reference ORDER BY id DESC LIMIT 1)"},
    {"a step of an application is not in the audit chain",
     "SELECT 1 FROM history h WHERE (SELECT count(*) FROM audit u WHERE u.subject=h.reference AND u.action='application.'||h.event)"
     "<>(SELECT count(*) FROM history g WHERE g.reference=h.reference AND g.event=h.event)"},
    {"an application was filed without a message", "SELECT 1 FROM applications a WHERE NOT EXISTS (SELECT 1 FROM notifications n WHERE "
                                                    "n.reference=a.reference AND n.kind='submitted')"},
    {"an application was filed without its request", "SELECT 1 FROM applications a WHERE NOT EXISTS (SELECT 1 FROM submissions s WHERE "
                                                      "s.owner=a.owner AND instr(s.reference_list, a.reference)>0)"},
    {"a file was sent without its outbox row", "SELECT 1 FROM applications a WHERE a.state IN ('sent','account_created','rejected') AND "
                                                "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind='authority' AND o.reference=a.reference)"},
    {"an outbox row was queued without being sent",
     "SELECT 1 FROM outbox o WHERE o.kind='authority' AND NOT EXISTS (SELECT 1 FROM history h WHERE h.reference=o.reference AND h.event='send')"},
    {"an account was made without its answer", "SELECT 1 FROM applications a WHERE (a.account IS NOT NULL)<>EXISTS (SELECT 1 FROM "
                                                "authority_answers r WHERE r.reference=a.reference AND r.result='CREATED')"},
    {"a booked application has no seat", "SELECT 1 FROM applications a WHERE a.state='booked' AND NOT EXISTS (SELECT 1 FROM bookings b WHERE "
                                          "b.reference=a.reference AND b.cancelled_at IS NULL)"},
    {"a message has no outbox row", "SELECT 1 FROM notifications n WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id=n.id)"},
    {"an application's key is gone", "SELECT 1 FROM applications a WHERE NOT EXISTS (SELECT 1 FROM data_keys k WHERE k.record='application:'||a.reference)"},
    {"a session's key is gone", "SELECT 1 FROM sessions s WHERE s.phone IS NOT NULL AND NOT EXISTS (SELECT 1 FROM data_keys k WHERE k.record='session:'||s.id)"},
    {"a key outlived its session", "SELECT 1 FROM data_keys k WHERE k.record LIKE 'session:%' AND NOT EXISTS (SELECT 1 FROM sessions s WHERE 'session:'||s.id=k.record)"},
    {"a dead letter is not in the audit chain",
     "SELECT 1 FROM outbox o WHERE o.state='failed' AND NOT EXISTS (SELECT 1 FROM audit u WHERE u.subject=o.id AND u.action='outbox.failed')"},
};

std::string fault_in(store::Transaction& tx) {
    auto integrity = store::sql(tx, "PRAGMA integrity_check(1)");
    if (!integrity.step() || integrity.text(0) != "ok") return "integrity_check: " + integrity.text(0);
    if (const auto verdict = audit::verify(tx); verdict.bad_entry) return fmt::format("audit entry {}: {}", *verdict.bad_entry, verdict.reason);
    for (const auto& rule : rules_of_the_store)
        if (store::sql(tx, rule.sql).step()) return rule.fault;
    return {};
}

void add_rows(crypto_generichash_state& hash, store::Transaction& tx, const std::string& table) {
    auto columns = store::sql(tx, "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info(?)");
    columns.bind(1, table).step();
    auto rows = store::sql(tx, fmt::format("SELECT {0} FROM {1} ORDER BY 1", columns.text(0), table));
    while (rows.step()) {
        const auto row = table + "|" + rows.text(0) + "\n";
        crypto_generichash_update(&hash, reinterpret_cast<const unsigned char*>(row.data()), row.size());
    }
}

}  // namespace

std::string first_fault(store::Store& db) {
    const auto found = db.read<std::string>([](store::Transaction& tx) -> Result<std::string> { return fault_in(tx); });
    return found.ok() ? *found : "the store cannot be read: " + found.error().detail;
}

std::string content_of(store::Store& db) {
    const auto out = db.read<std::string>([](store::Transaction& tx) -> Result<std::string> {
        crypto_generichash_state hash;
        crypto_generichash_init(&hash, nullptr, 0, 16);
        auto tables = store::sql(tx, "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        while (tables.step()) add_rows(hash, tx, tables.text(0));
        std::string bytes(16, '\0');
        crypto_generichash_final(&hash, reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
        return keys::hex(bytes);
    });
    return out.ok() ? *out : "unreadable";
}

}  // namespace motcua::fault
