#include <boost/test/unit_test.hpp>

#include "server/intake/slip.hpp"
#include "shared/rules/rulebook.hpp"

using namespace motcua;

namespace {

const rules::Rulebook& book() {
    static const auto parsed = rules::parse_rulebook(rules::embedded_bundle());
    return parsed.value();
}

Json guardian_filing(int papers) {
    Json out{{"formVersion", "tk01-2025"},
             {"filedFor", "child"},
             {"language", "vi"},
             {"portrait", "counter"},
             {"applicant",
              {{"familyName", "NGUYỄN-ÖSTERREICHER"},
               {"givenNames", "MARIA ĐẶNG QUỲNH"},
               {"birthDate", "2017-03-04"},
               {"sex", "F"},
               {"nationality", "SWE"},
               {"documentType", "passport"},
               {"documentNumber", "L898902C3"},
               {"documentIssueDate", "2022-01-01"},
               {"documentIssuePlace", "Stockholm"},
               {"documentExpiry", "2032-01-01"},
               {"cardType", "TRC"},
               {"cardNumber", "TC123456"},
               {"cardSymbol", "TT"},
               {"cardExpiry", "2027-12-01"},
               {"province", "79"},
               {"commune", "Phường Sài Gòn"},
               {"addressLine", "12 Lê Lợi"}}},
             {"representative",
              {{"familyName", "NGUYỄN"},
               {"givenNames", "VĂN THỬ"},
               {"birthDate", "1985-01-01"},
               {"relation", "parent"},
               {"phone", "+84912345678"}}},
             {"consents", {{"truth", true}, {"account", true}, {"biometrics", true}, {"childAssent", true}}},
             {"integration", Json::array()}};
    for (int i = 0; i < papers; ++i)
        out["integration"].push_back({{"kind", "vehicle"},
                                      {"number", "59-A1 " + std::to_string(10000 + i)},
                                      {"issueDate", "2020-05-06"},
                                      {"issuePlace", "Phòng Cảnh sát giao thông Thành phố Hồ Chí Minh"},
                                      {"expiry", "2030-05-06"}});
    return out;
}

const intake::SlipVisit visit{.reference = "MC-7K3M-9QTX-K",
                              .token = "MC1.MC-7K3M-9QTX-K.AAAAAAAAAAAAAAAAAAAAAA",
                              .office = "Phòng Quản lý xuất nhập cảnh",
                              .address = "333 Nguyễn Trãi",
                              .date = "2026-11-25",
                              .time = "08:30",
                              .submitted = "2026-11-24"};

int pages(const std::string& pdf) {
    int count = 0;
    for (auto at = pdf.find("/Type /Page"); at != std::string::npos; at = pdf.find("/Type /Page", at + 1))
        count += pdf.compare(at, 12, "/Type /Pages") == 0 ? 0 : 1;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slip_suite)

BOOST_AUTO_TEST_CASE(the_longest_form_fits_two_pages_and_the_shortest_one) {
    const auto longest = intake::slip_pdf(guardian_filing(12), visit, book());
    BOOST_REQUIRE(longest.ok());
    BOOST_TEST(longest.value().starts_with("%PDF-"));
    BOOST_TEST(pages(longest.value()) == 2);
    BOOST_TEST(pages(intake::slip_pdf(guardian_filing(0), visit, book()).value()) <= 2);
}

BOOST_AUTO_TEST_CASE(answers_with_markup_in_them_are_only_text) {
    auto filing = guardian_filing(0);
    filing["applicant"]["addressLine"] = "<b>12</b> & \"Lê\" <span foreground='white'>";
    BOOST_TEST(intake::slip_pdf(filing, visit, book()).ok());
}

BOOST_AUTO_TEST_CASE(the_qr_symbol_is_a_square_of_zeros_and_ones) {
    const auto rows = intake::qr_rows(visit.token);
    BOOST_REQUIRE(rows.size() >= 21u);
    for (const auto& row : rows) BOOST_TEST((row.size() == rows.size() && row.find_first_not_of("01") == std::string::npos));
    BOOST_TEST(intake::qr_rows(std::string(5000, 'x')).empty());
}

BOOST_AUTO_TEST_SUITE_END()
