#include "server/store/sqlite/transaction.hpp"

#include <tuple>

#include "server/store/activations.hpp"
#include "server/store/answers.hpp"
#include "server/store/applications.hpp"
#include "server/store/attachments.hpp"
#include "server/store/audit_log.hpp"
#include "server/store/bookings.hpp"
#include "server/store/captures.hpp"
#include "server/store/claims.hpp"
#include "server/store/closures.hpp"
#include "server/store/codes.hpp"
#include "server/store/comparisons.hpp"
#include "server/store/consents.hpp"
#include "server/store/drafts.hpp"
#include "server/store/keys.hpp"
#include "server/store/mailbox.hpp"
#include "server/store/notices.hpp"
#include "server/store/outbox.hpp"
#include "server/store/overrides.hpp"
#include "server/store/portraits.hpp"
#include "server/store/reminders.hpp"
#include "server/store/security_keys.hpp"
#include "server/store/sessions.hpp"
#include "server/store/sqlite/gateway.hpp"
#include "server/store/staff.hpp"
#include "server/store/submissions.hpp"
#include "server/store/throttles.hpp"
#include "server/store/verifications.hpp"

namespace motcua::store {

struct SqliteTransaction::Gateways {
    std::tuple<std::unique_ptr<Throttles>, std::unique_ptr<Codes>, std::unique_ptr<Sessions>, std::unique_ptr<Drafts>,
               std::unique_ptr<Portraits>, std::unique_ptr<Attachments>, std::unique_ptr<Submissions>,
               std::unique_ptr<Applications>, std::unique_ptr<Bookings>, std::unique_ptr<Closures>, std::unique_ptr<Staff>, std::unique_ptr<Activations>,
               std::unique_ptr<SecurityKeys>, std::unique_ptr<Claims>,
               std::unique_ptr<Comparisons>, std::unique_ptr<Captures>, std::unique_ptr<Verifications>, std::unique_ptr<Overrides>,
               std::unique_ptr<Consents>,
               std::unique_ptr<Outbox>, std::unique_ptr<Notices>, std::unique_ptr<Mailbox>, std::unique_ptr<Answers>,
               std::unique_ptr<Reminders>,
               std::unique_ptr<Keys>, std::unique_ptr<AuditLog>>
        all;
};

SqliteTransaction::SqliteTransaction(sqlite3* db, Millis now, Prepared* prepared)
    : db_(db), now_(now), prepared_(prepared), gateways_(std::make_unique<Gateways>()) {}
SqliteTransaction::~SqliteTransaction() = default;

template <class Subject>
Subject& SqliteTransaction::gateway() const {
    auto& place = std::get<std::unique_ptr<Subject>>(gateways_->all);
    if (!place) place = make_gateway<Subject>(*this);
    return *place;
}

Throttles& SqliteTransaction::throttles() const { return gateway<Throttles>(); }
Codes& SqliteTransaction::codes() const { return gateway<Codes>(); }
Sessions& SqliteTransaction::sessions() const { return gateway<Sessions>(); }
Drafts& SqliteTransaction::drafts() const { return gateway<Drafts>(); }
Portraits& SqliteTransaction::portraits() const { return gateway<Portraits>(); }
Attachments& SqliteTransaction::attachments() const { return gateway<Attachments>(); }
Submissions& SqliteTransaction::submissions() const { return gateway<Submissions>(); }
Applications& SqliteTransaction::applications() const { return gateway<Applications>(); }
Bookings& SqliteTransaction::bookings() const { return gateway<Bookings>(); }
Closures& SqliteTransaction::closures() const { return gateway<Closures>(); }
Staff& SqliteTransaction::staff() const { return gateway<Staff>(); }
Activations& SqliteTransaction::activations() const { return gateway<Activations>(); }
SecurityKeys& SqliteTransaction::security_keys() const { return gateway<SecurityKeys>(); }
Claims& SqliteTransaction::claims() const { return gateway<Claims>(); }
Comparisons& SqliteTransaction::comparisons() const { return gateway<Comparisons>(); }
Captures& SqliteTransaction::captures() const { return gateway<Captures>(); }
Verifications& SqliteTransaction::verifications() const { return gateway<Verifications>(); }
Overrides& SqliteTransaction::overrides() const { return gateway<Overrides>(); }
Consents& SqliteTransaction::consents() const { return gateway<Consents>(); }
Outbox& SqliteTransaction::outbox() const { return gateway<Outbox>(); }
Notices& SqliteTransaction::notices() const { return gateway<Notices>(); }
Reminders& SqliteTransaction::reminders() const { return gateway<Reminders>(); }
Mailbox& SqliteTransaction::mailbox() const { return gateway<Mailbox>(); }
Answers& SqliteTransaction::answers() const { return gateway<Answers>(); }
Keys& SqliteTransaction::keys() const { return gateway<Keys>(); }
AuditLog& SqliteTransaction::audit_log() const { return gateway<AuditLog>(); }

Statement sql(const Transaction& tx, std::string_view text) {
    const auto* own = dynamic_cast<const SqliteTransaction*>(&tx);
    if (own == nullptr) throw StoreFailure("this store has no SQL");
    return own->sql(text);
}

}  // namespace motcua::store
