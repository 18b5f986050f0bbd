// The shipped rulebook and a filing that is right, for tests to spoil.
#pragma once

#include <string_view>

#include "shared/base/json.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::test {

inline const rules::Rulebook& book() {
    static const rules::Rulebook parsed = *rules::parse_rulebook(rules::embedded_bundle());
    return parsed;
}

inline Date day(std::string_view text) { return *parse_date(text); }

inline Json good_filing() {
    return *parse_json(R"({"formVersion":"tk01-2025","filedFor":"self","language":"vi",
      "applicant":{"familyName":"ERIKSSON","givenNames":"ANNA MARIA","birthDate":"1990-08-12","sex":"F","nationality":"SWE",
        "documentType":"passport","documentNumber":"L898902C3","documentIssueDate":"2022-01-01","documentIssuePlace":"Stockholm",
        "documentExpiry":"2032-01-01","cardType":"TRC","cardNumber":"TT1234567","cardSymbol":"LĐ2","cardExpiry":"2027-12-01",
        "province":"79","commune":"Phường Sài Gòn","addressLine":"12 Lê Lợi","phone":"+84912345678"},
      "consents":{"truth":true,"account":true,"biometrics":true},"portrait":"counter"})");
}

/// The same person's child of ten.
inline Json child_filing() {
    Json filing = good_filing();
    filing["filedFor"] = "child";
    Json& child = filing["applicant"];
    child["birthDate"] = "2016-05-01";
    child["documentNumber"] = "L111111C1";
    child["cardSymbol"] = "TT";
    child.erase("phone");
    filing["representative"] = *parse_json(R"({"familyName":"ERIKSSON","givenNames":"ANNA MARIA","birthDate":"1990-08-12","sex":"F",
        "nationality":"SWE","documentNumber":"L898902C3","relation":"parent","phone":"+84912345678"})");
    filing["consents"]["childAssent"] = true;
    return filing;
}

}  // namespace motcua::test
