// Reference identity authority: OSIA v7.1 enrolment (1.3.0) in, its decision back by a signed callback.
//   POST   /v1/enrollments/{id}?transactionId&finalize   204; 409 when the id is known with other content
//   GET    /v1/enrollments/{id}?transactionId            200 without pictures; DELETE 204 while undecided
//   PUT    /v1/enrollments/{id}/finalize?transactionId   204
//   GET    /v1/tasks/{id}/status?transactionId           200 "PENDING" … (a task has its enrolment's id)
//   POST   /v1/tasks/{id}/redeliver?transactionId        204
//   callback: POST {callback base}/api/v1/callbacks/authority?taskId&transactionId
//     {"enrollmentId","result":"CREATED|REJECTED","accountNumber","reason":"DUPLICATE_ACCOUNT|DOCUMENT_EXPIRED|INCOMPLETE","decidedAt"}
// Every request but /healthz is signed with serve's key, every callback with the authority's (server/net/signature.hpp).
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "server/authority/ledger.hpp"
#include "server/net/call.hpp"
#include "server/registry/peer_server.hpp"
#include "server/net/signature.hpp"

namespace motcua::authority {

struct Options {
    std::string data_dir;                 ///< for serve's public key, read when first needed
    std::string callback_base;            ///< "http://127.0.0.1:8080"
    Millis delay = 1500;                  ///< from receipt to decision
    int max_callback_attempts = 20;
    std::function<Millis()> clock;
    std::function<Result<net::Answer>(const net::Call&)> call = net::perform;
    // Failure injection, for tests.
    int fail_first = 0;                   ///< so many POSTs are answered 503
    int drop_callbacks = 0;               ///< so many callback attempts are lost
};

class Service {
public:
    Service(Options options, Ledger& ledger, net::SigningKey key);

    [[nodiscard]] registry::PeerAnswer answer(const registry::PeerRequest& request);
    /// Decides what is due and sends the answers that are due. Called again and again by one thread.
    void work();

private:
    [[nodiscard]] std::optional<registry::PeerAnswer> refuse_unsigned(const registry::PeerRequest& request);
    [[nodiscard]] registry::PeerAnswer create(const registry::PeerRequest& request, const std::string& id);
    [[nodiscard]] registry::PeerAnswer read(const std::string& id);
    [[nodiscard]] registry::PeerAnswer remove(const std::string& id);
    [[nodiscard]] registry::PeerAnswer route(const registry::PeerRequest& request);
    [[nodiscard]] Decision decide(const Enrollment& enrollment);
    [[nodiscard]] bool send(const Callback& callback);

    Options options_;
    Ledger& ledger_;
    net::SigningKey key_;
    std::atomic<int> failures_left_, drops_left_;
};

/// The enrolment's shape: OSIA's members only, the biographic data an account needs. Gives the fault, none when fine.
[[nodiscard]] std::optional<std::string> shape_fault(const Json& body);
/// The enrolment without pictures, templates and document scans.
[[nodiscard]] Json without_pictures(Json body);
/// An account number: opaque text, deliberately unlike any official number.
[[nodiscard]] std::string new_account_number();

}  // namespace motcua::authority
