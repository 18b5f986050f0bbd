#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

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

/// Somebody who files for themselves, with this many dependants and papers.
Json own_filing(int dependants, int papers) {
    Json out = guardian_filing(papers);
    out["filedFor"] = "self";
    out.erase("representative");
    out["applicant"]["phone"] = "+84912345678";
    out["dependants"] = Json::array();
    for (int i = 0; i < dependants; ++i)
        out["dependants"].push_back({{"familyName", "NGUYỄN-ÖSTERREICHER"},
                                     {"givenNames", "MARIA ĐẶNG QUỲNH " + std::to_string(i)},
                                     {"birthDate", "2017-03-04"},
                                     {"sex", "F"},
                                     {"nationality", "SWE"},
                                     {"documentNumber", "P76543" + std::to_string(10 + i)},
                                     {"relation", "ward"}});
    return out;
}

const intake::SlipVisit visit{.reference = "MC-7K3M-9QTX-K",
                              .token = "MC1.MC-7K3M-9QTX-K.AAAAAAAAAAAAAAAAAAAAAA",
                              .office = "Phòng Quản lý xuất nhập cảnh",
                              .address = "333 Nguyễn Trãi",
                              .date = "2026-11-25",
                              .time = "08:30",
                              .submitted = "2026-11-24"};

/// The paper's words, in the order of the page.
std::string text_of(const std::string& pdf) {
    const auto file = (std::filesystem::temp_directory_path() / ("slip-" + std::to_string(getpid()) + ".pdf")).string();
    std::ofstream(file, std::ios::binary) << pdf;
    std::string out;
    if (FILE* pipe = popen(("pdftotext -layout " + file + " -").c_str(), "r")) {
        for (char part[4096]; const auto n = fread(part, 1, sizeof part, pipe);) out.append(part, n);
        pclose(pipe);
    }
    std::filesystem::remove(file);
    return out;
}

int count(const std::string& text, const std::string& word) {
    int out = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++out;
    return out;
}

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

BOOST_AUTO_TEST_CASE(dependants_stand_on_the_paper_in_a_table_of_their_own) {
    const auto lines = text_of(intake::slip_pdf(own_filing(2, 1), visit, book()).value());
    for (const auto* text : {"C. Thông tin người phụ thuộc", "C1 STT", "C6 Số định danh", "P7654310", "P7654311",
                             "D. Thông tin đề nghị tích hợp", "D1 STT", "59-A1 10000", "E. Cam đoan và đồng ý"})
        BOOST_TEST(lines.find(text) != std::string::npos, text);
    BOOST_TEST(text_of(intake::slip_pdf(own_filing(0, 0), visit, book()).value()).find("C. ") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tables_that_run_over_a_page_repeat_their_labels_and_lose_no_row) {
    const auto pdf = intake::slip_pdf(own_filing(12, 12), visit, book()).value();
    BOOST_TEST(pages(pdf) == 2);
    auto longest = own_filing(12, 12);
    for (auto& row : longest["dependants"]) row["familyName"] = std::string(120, 'W');
    const auto more = intake::slip_pdf(longest, visit, book()).value();
    BOOST_TEST(pages(more) > 2);
    const auto text = text_of(more);
    for (int i = 0; i < 12; ++i) BOOST_TEST(text.find("P76543" + std::to_string(10 + i)) != std::string::npos, i);
    BOOST_TEST(count(text, "C1 STT") + count(text, "D1 STT") > 2);
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
