#include "tests/unit/store/memory_store.hpp"

#include "tests/unit/store/memory_applicant.hpp"
#include "tests/unit/store/memory_counter.hpp"
#include "tests/unit/store/memory_outside.hpp"

namespace motcua::store::memory {
namespace {

/// All gateways on one unit.
struct Gateways {
    explicit Gateways(Unit of) : unit(of) {}
    Unit unit;
    MemoryThrottles throttles{unit};
    MemoryCodes codes{unit};
    MemorySessions sessions{unit};
    MemoryDrafts drafts{unit};
    MemoryPortraits portraits{unit};
    MemoryAttachments attachments{unit};
    MemorySubmissions submissions{unit};
    MemoryApplications applications{unit};
    MemoryBookings bookings{unit};
    MemoryClosures closures{unit};
    MemoryStaff staff{unit};
    MemoryActivations activations{unit};
    MemorySecurityKeys security_keys{unit};
    MemoryClaims claims{unit};
    MemoryComparisons comparisons{unit};
    MemoryCaptures captures{unit};
    MemoryVerifications verifications{unit};
    MemoryOverrides overrides{unit};
    MemoryConsents consents{unit};
    MemoryOutbox outbox{unit};
    MemoryNotices notices{unit};
    MemoryMailbox mailbox{unit};
    MemoryReminders reminders{unit};
    MemoryAnswers answers{unit};
    MemoryKeys keys{unit};
    MemoryAuditLog audit_log{unit};
};

class MemoryTransaction final : public Transaction {
public:
    explicit MemoryTransaction(Gateways& on) : on_(on) {}
    [[nodiscard]] Millis now() const override { return on_.unit.now; }
    [[nodiscard]] Throttles& throttles() const override { return on_.throttles; }
    [[nodiscard]] Codes& codes() const override { return on_.codes; }
    [[nodiscard]] Sessions& sessions() const override { return on_.sessions; }
    [[nodiscard]] Drafts& drafts() const override { return on_.drafts; }
    [[nodiscard]] Portraits& portraits() const override { return on_.portraits; }
    [[nodiscard]] Attachments& attachments() const override { return on_.attachments; }
    [[nodiscard]] Submissions& submissions() const override { return on_.submissions; }
    [[nodiscard]] Applications& applications() const override { return on_.applications; }
    [[nodiscard]] Bookings& bookings() const override { return on_.bookings; }
    [[nodiscard]] Closures& closures() const override { return on_.closures; }
    [[nodiscard]] Staff& staff() const override { return on_.staff; }
    [[nodiscard]] Activations& activations() const override { return on_.activations; }
    [[nodiscard]] SecurityKeys& security_keys() const override { return on_.security_keys; }
    [[nodiscard]] Claims& claims() const override { return on_.claims; }
    [[nodiscard]] Comparisons& comparisons() const override { return on_.comparisons; }
    [[nodiscard]] Captures& captures() const override { return on_.captures; }
    [[nodiscard]] Verifications& verifications() const override { return on_.verifications; }
    [[nodiscard]] Overrides& overrides() const override { return on_.overrides; }
    [[nodiscard]] Consents& consents() const override { return on_.consents; }
    [[nodiscard]] Outbox& outbox() const override { return on_.outbox; }
    [[nodiscard]] Notices& notices() const override { return on_.notices; }
    [[nodiscard]] Reminders& reminders() const override { return on_.reminders; }
    [[nodiscard]] Mailbox& mailbox() const override { return on_.mailbox; }
    [[nodiscard]] Answers& answers() const override { return on_.answers; }
    [[nodiscard]] Keys& keys() const override { return on_.keys; }
    [[nodiscard]] AuditLog& audit_log() const override { return on_.audit_log; }

private:
    Gateways& on_;
};

/// Whether the work wants to be kept; what went wrong is told in `outcome`.
bool run(Unit unit, const std::function<bool(Transaction&)>& work, Result<void>& outcome) {
    Gateways gateways(unit);
    MemoryTransaction tx(gateways);
    try {
        return work(tx);
    } catch (const StoreFailure& failure) {
        outcome = Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    } catch (const std::exception& failure) {
        outcome = Error{.code = ErrorCode::request_internal, .detail = failure.what()};
    }
    return false;
}

}  // namespace

MemoryStore::MemoryStore(std::function<Millis()> clock) : clock_(std::move(clock)), tables_(std::make_shared<Tables>()) {}
MemoryStore::~MemoryStore() = default;

std::shared_ptr<const Tables> MemoryStore::present() const {
    const std::lock_guard lock(mutex_);
    return tables_;
}

Store::Figures MemoryStore::figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
}

Result<void> MemoryStore::run_write(const std::function<bool(Transaction&)>& work) {
    const std::lock_guard one(writing_);
    auto copy = std::make_shared<Tables>(*present());
    Result<void> outcome;
    const bool keep = run({.seen = copy.get(), .changed = copy.get(), .now = clock_()}, work, outcome);
    const std::lock_guard lock(mutex_);
    if (keep) tables_ = std::move(copy);
    ++figures_.units;
    ++figures_.commits;
    if (!outcome.ok()) ++figures_.failures;
    return outcome;
}

Result<void> MemoryStore::run_read(const std::function<bool(Transaction&)>& work) {
    const auto tables = present();
    Result<void> outcome;
    (void)run({.seen = tables.get(), .changed = nullptr, .now = clock_()}, work, outcome);
    return outcome;
}

}  // namespace motcua::store::memory
