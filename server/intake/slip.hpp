// The slip: what the applicant brings. A short signed token as QR, and Form TK01 in Vietnamese as PDF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

/// A QR code (level M) as rows of '0' and '1', without the quiet zone. Empty only when the text is too long.
[[nodiscard]] std::vector<std::string> qr_rows(std::string_view text);
/// {"token","qr":[…]}
[[nodiscard]] Json slip_json(const http::Services& services, std::string_view reference);

/// What stands on the paper beside the filing.
struct SlipVisit {
    std::string reference, token;
    std::string office;      ///< name in Vietnamese; empty: not booked
    std::string address;
    std::string date, time;  ///< "2026-11-25", "08:30"
    std::string submitted;   ///< "2026-11-24"
};
/// Form TK01, A4, at most two pages, text that can be selected and searched. Errors: slip_unprintable.
[[nodiscard]] Result<std::string> slip_pdf(const Json& filing, const SlipVisit& visit, const rules::Rulebook& book);

}  // namespace motcua::intake
