#include "shared/form/fields.hpp"

#include <algorithm>
#include <array>

namespace motcua::form {
namespace {

// The client's modules are small: what is read only when a form is open comes in a file of words of its own, which
// assets/tools/words.py makes of this file, and the places on paper are the server's.
#ifdef MOTCUA_WORDS_COME_LATER
constexpr bool complete = false;
#else
constexpr bool complete = true;
#endif

template <std::size_t N>
constexpr std::array<Choice, N> choices(const Choice (&rows)[N]) {
    std::array<Choice, N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = complete ? rows[i] : Choice{.value = rows[i].value, .vi = {}, .en = {}};
    return out;
}

constexpr Field kept(Field field) {
    if (complete) return field;
    field.label_vi = field.label_en = field.hint_vi = field.hint_en = {};
    field.pdf = {};
    return field;
}

constexpr SectionText kept(SectionText section) {
    if (!complete) section.title_vi = section.title_en = {};
    return section;
}

template <class Row, std::size_t N>
constexpr std::array<Row, N> all_kept(const Row (&rows)[N]) {
    std::array<Row, N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = kept(rows[i]);
    return out;
}

constexpr auto filed_for = choices({
    {"self", "Cho chính tôi", "For myself"},
    {"child", "Cho trẻ em dưới 14 tuổi", "For a child under 14"},
    {"ward", "Cho người được giám hộ, được đại diện", "For a ward or a person I represent"},
});
constexpr auto languages = choices({{"vi", "Tiếng Việt", "Vietnamese"}, {"en", "Tiếng Anh", "English"}, {"zh", "Tiếng Trung", "Chinese"},
                                    {"ko", "Tiếng Hàn", "Korean"}, {"ja", "Tiếng Nhật", "Japanese"}, {"ru", "Tiếng Nga", "Russian"},
                                    {"fr", "Tiếng Pháp", "French"}});
constexpr auto sexes = choices({{"M", "Nam", "Male"}, {"F", "Nữ", "Female"}, {"X", "Không xác định", "Unspecified"}});
constexpr auto document_types = choices({
    {"passport", "Hộ chiếu", "Passport"},
    {"travel_document", "Giấy tờ khác có giá trị đi lại quốc tế", "Another international travel document"},
    {"none", "Không có (người không quốc tịch có thẻ thường trú)", "None (stateless holder of a permanent card)"},
});
constexpr auto card_types = choices({{"TRC", "Thẻ tạm trú", "Temporary residence card"}, {"PRC", "Thẻ thường trú", "Permanent residence card"},
                                 {"none", "Không có thẻ cư trú", "No residence card"}});
constexpr auto relations = choices({
    {"parent", "Cha hoặc mẹ", "Parent"},
    {"guardian", "Người giám hộ", "Guardian"},
    {"representative", "Người đại diện", "Representative"},
});
constexpr auto dependant_relations = choices({
    {"spouse", "Vợ hoặc chồng", "Spouse"},
    {"child", "Con", "Son or daughter"},
    {"parent", "Cha hoặc mẹ", "Parent"},
    {"sibling", "Anh, chị hoặc em", "Brother or sister"},
    {"ward", "Người được giám hộ, được đại diện", "Ward or person I represent"},
    {"other", "Người thân khác", "Another relative"},
});
constexpr auto kinds = choices({
    {"driving_licence", "Giấy phép lái xe", "Driving licence"},
    {"vehicle", "Đăng ký xe", "Vehicle registration"},
    {"health_insurance", "Thẻ bảo hiểm y tế", "Health insurance card"},
    {"social_insurance", "Sổ bảo hiểm xã hội", "Social insurance book"},
    {"tax_number", "Mã số thuế", "Tax number"},
    {"work_permit", "Giấy phép lao động", "Work permit"},
});

constexpr Field full_table[] = {
    // --- the filing itself
    {.name = "formVersion", .section = Section::filing, .label_vi = "Phiên bản biểu mẫu", .label_en = "Form version",
     .format = Format::form_version, .max_length = 32},
    {.name = "filedFor", .section = Section::filing, .label_vi = "Khai cho ai", .label_en = "Whom the form is for",
     .hint_vi = "Trẻ em dưới 14 tuổi và người được giám hộ đến cùng người đại diện.",
     .hint_en = "Children under 14 and wards come with their representative.", .format = Format::filed_for, .max_length = 8, .choices = filed_for},
    {.name = "language", .section = Section::filing, .label_vi = "Ngôn ngữ nhận thông báo", .label_en = "Language of messages",
     .format = Format::language, .max_length = 8, .choices = languages},
    // --- A: the person who gets the account
    {.name = "familyName", .section = Section::applicant, .label_vi = "Họ", .label_en = "Surname",
     .hint_vi = "Viết như trong hộ chiếu, kể cả khi hộ chiếu không có dấu. Nếu hộ chiếu chỉ ghi một tên, nhập tên đó ở đây.",
     .hint_en = "As in your passport. If it shows a single name, enter that name here.", .format = Format::name,
     .autocomplete = "family-name", .autocapitalize = "characters", .pdf = {.item = "A1", .row = 0, .column = 0, .columns = 6}},
    {.name = "givenNames", .section = Section::applicant, .label_vi = "Chữ đệm và tên", .label_en = "Given names",
     .hint_vi = "Tất cả chữ đệm và tên trong hộ chiếu, theo đúng thứ tự. Để trống nếu hộ chiếu chỉ ghi một tên.",
     .hint_en = "All given names in your passport, in order. Leave empty if your passport shows a single name.", .format = Format::name,
     .presence = Presence::optional, .autocomplete = "given-name", .autocapitalize = "characters",
     .pdf = {.item = "A1", .row = 0, .column = 6, .columns = 6}},
    {.name = "birthDate", .section = Section::applicant, .label_vi = "Ngày, tháng, năm sinh", .label_en = "Date of birth",
     .hint_vi = "Ví dụ: 12 08 1990", .hint_en = "For example: 12 08 1990", .format = Format::date, .max_length = 10, .autocomplete = "bday",
     .input_mode = "numeric", .pdf = {.item = "A3", .row = 1, .column = 0, .columns = 5}},
    {.name = "sex", .section = Section::applicant, .label_vi = "Giới tính", .label_en = "Sex", .hint_vi = "Như trong hộ chiếu.",
     .hint_en = "As in your passport.", .format = Format::sex, .max_length = 1, .autocomplete = "sex", .choices = sexes,
     .pdf = {.item = "A4", .row = 1, .column = 5, .columns = 3}},
    {.name = "nationality", .section = Section::applicant, .label_vi = "Quốc tịch", .label_en = "Nationality",
     .hint_vi = "Nhập tên nước rồi chọn trong danh sách.", .hint_en = "Type a country and choose it from the list.",
     .format = Format::nationality, .max_length = 3, .pdf = {.item = "A5", .row = 1, .column = 8, .columns = 4}},
    {.name = "foreignerNumber", .section = Section::applicant, .label_vi = "Số định danh của người nước ngoài", .label_en = "Foreigner identification number",
     .hint_vi = "Chỉ điền nếu bạn đã được cấp. Đăng ký lần đầu thì để trống.", .hint_en = "Only if you have been given one. Leave empty when you register for the first time.",
     .format = Format::foreigner_number, .presence = Presence::optional, .max_length = 24, .input_mode = "numeric",
     .pdf = {.item = "A2", .row = 2, .column = 0, .columns = 12}},
    {.name = "documentType", .section = Section::applicant, .label_vi = "Loại giấy tờ đi lại", .label_en = "Kind of travel document",
     .format = Format::document_type, .max_length = 16, .choices = document_types, .pdf = {.item = "A6", .row = 3, .column = 0, .columns = 6}},
    // due unless the document type is "none"
    {.name = "documentNumber", .section = Section::applicant, .label_vi = "Số hộ chiếu hoặc giấy tờ", .label_en = "Passport or document number",
     .hint_vi = "Ở góc trên bên phải trang có ảnh, hoặc 9 ký tự đầu của dòng mã thứ hai.",
     .hint_en = "At the top right of the photo page, or the first 9 characters of the second coded line.", .format = Format::document_number,
     .presence = Presence::conditional, .max_length = 24, .autocapitalize = "characters", .pdf = {.item = "A6", .row = 3, .column = 6, .columns = 6}},
    {.name = "documentIssueDate", .section = Section::applicant, .label_vi = "Ngày cấp", .label_en = "Date of issue", .hint_vi = "Ví dụ: 01 02 2022",
     .hint_en = "For example: 01 02 2022", .format = Format::date, .presence = Presence::conditional, .max_length = 10, .input_mode = "numeric",
     .pdf = {.item = "A6", .row = 4, .column = 0, .columns = 4}},
    {.name = "documentIssuePlace", .section = Section::applicant, .label_vi = "Nơi cấp", .label_en = "Place of issue",
     .hint_vi = "Cơ quan hoặc nơi cấp ghi trong hộ chiếu.", .hint_en = "The authority or place printed in your passport.", .format = Format::place,
     .presence = Presence::conditional, .max_length = 100, .pdf = {.item = "A6", .row = 4, .column = 4, .columns = 4}},
    {.name = "documentExpiry", .section = Section::applicant, .label_vi = "Ngày hết hạn hộ chiếu hoặc giấy tờ", .label_en = "Expiry of passport or document",
     .hint_vi = "Ví dụ: 01 02 2032", .hint_en = "For example: 01 02 2032", .format = Format::date, .presence = Presence::conditional, .max_length = 10,
     .input_mode = "numeric", .pdf = {.item = "A7", .row = 4, .column = 8, .columns = 4}},
    {.name = "cardType", .section = Section::applicant, .label_vi = "Loại thẻ cư trú", .label_en = "Kind of residence card",
     .format = Format::card_type, .max_length = 4, .choices = card_types, .pdf = {.item = "A8", .row = 5, .column = 0, .columns = 4}},
    // the details of the card are due unless there is none
    {.name = "cardNumber", .section = Section::applicant, .label_vi = "Số thẻ cư trú", .label_en = "Residence card number",
     .hint_vi = "Số in trên thẻ thường trú hoặc thẻ tạm trú.", .hint_en = "The number printed on the card.", .format = Format::card_number,
     .presence = Presence::conditional, .max_length = 24, .autocapitalize = "characters", .pdf = {.item = "A8", .row = 5, .column = 4, .columns = 3}},
    // due for a temporary card, absent for a permanent one
    {.name = "cardSymbol", .section = Section::applicant, .label_vi = "Ký hiệu thẻ tạm trú", .label_en = "Card symbol",
     .hint_vi = "Ví dụ: LĐ2, ĐT3, TT, DH.", .hint_en = "For example: LĐ2, ĐT3, TT, DH.", .format = Format::card_symbol,
     .presence = Presence::conditional, .max_length = 4, .autocapitalize = "characters", .pdf = {.item = "A8", .row = 5, .column = 7, .columns = 2}},
    // due for a temporary card; permanent cards of older kinds show none
    {.name = "cardExpiry", .section = Section::applicant, .label_vi = "Ngày hết hạn thẻ cư trú", .label_en = "Expiry of the residence card",
     .hint_vi = "Ví dụ: 01 12 2027", .hint_en = "For example: 01 12 2027", .format = Format::date, .presence = Presence::conditional,
     .max_length = 10, .input_mode = "numeric", .pdf = {.item = "A8", .row = 5, .column = 9, .columns = 3}},
    // due without a card, under a rule set that takes a lawful stay instead
    {.name = "stayUntil", .section = Section::applicant, .label_vi = "Ngày hết thời hạn cư trú", .label_en = "End of your lawful stay",
     .hint_vi = "Ngày cuối ghi trên thị thực hoặc chứng nhận tạm trú. Ví dụ: 30 06 2027",
     .hint_en = "The last day on your visa or stay stamp. For example: 30 06 2027", .format = Format::date,
     .presence = Presence::conditional, .max_length = 10, .input_mode = "numeric", .pdf = {.item = "A8", .row = 5, .column = 4, .columns = 8}},
    {.name = "province", .section = Section::applicant, .label_vi = "Tỉnh, thành phố", .label_en = "Province or city",
     .hint_vi = "Theo 34 tỉnh, thành phố từ 01/7/2025. Gõ tên cũ để tìm tên mới.", .hint_en = "One of the 34 since 1 July 2025. Type the old name to find the new one.",
     .format = Format::province, .max_length = 2, .autocomplete = "address-level1", .pdf = {.item = "A9", .row = 6, .column = 8, .columns = 4}},
    {.name = "commune", .section = Section::applicant, .label_vi = "Phường, xã, đặc khu", .label_en = "Ward, commune or special zone",
     .hint_vi = "Không ghi quận, huyện.", .hint_en = "Without the former district.", .format = Format::commune, .max_length = 100,
     .autocomplete = "address-level2", .autocapitalize = "words", .pdf = {.item = "A9", .row = 6, .column = 4, .columns = 4}},
    {.name = "addressLine", .section = Section::applicant, .label_vi = "Số nhà, đường, tòa nhà", .label_en = "House number, street, building",
     .hint_vi = "Nơi bạn đang ở và đã khai báo tạm trú.", .hint_en = "Where you live and are registered as staying.", .format = Format::address,
     .max_length = 200, .autocomplete = "street-address", .autocapitalize = "words", .pdf = {.item = "A9", .row = 6, .column = 0, .columns = 4}},
    // due when filing for oneself; a dependant's filing uses the representative's
    {.name = "phone", .section = Section::applicant, .label_vi = "Số điện thoại di động chính chủ", .label_en = "Mobile number in your own name",
     .hint_vi = "SIM đăng ký bằng hộ chiếu của bạn. Kiểm tra: nhắn TTTB gửi 1414.", .hint_en = "A SIM registered with your passport. To check, text TTTB to 1414.",
     .format = Format::phone, .presence = Presence::conditional, .max_length = 24, .autocomplete = "tel", .input_mode = "tel",
     .pdf = {.item = "A10", .row = 7, .column = 0, .columns = 6}},
    {.name = "email", .section = Section::applicant, .label_vi = "Địa chỉ thư điện tử", .label_en = "E-mail address",
     .hint_vi = "Không bắt buộc. Kết quả cũng được gửi đến đây.", .hint_en = "Optional. The result is sent here as well.", .format = Format::email,
     .presence = Presence::optional, .max_length = 254, .autocomplete = "email", .input_mode = "email",
     .pdf = {.item = "A11", .row = 7, .column = 6, .columns = 6}},
    // --- B: the representative; all of it only when filing for a child or ward
    {.name = "familyName", .section = Section::representative, .label_vi = "Họ của người đại diện", .label_en = "Representative's surname",
     .hint_vi = "Viết như trong hộ chiếu hoặc căn cước.", .hint_en = "As in the passport or identity card.", .format = Format::name,
     .presence = Presence::conditional, .autocomplete = "family-name", .autocapitalize = "characters", .pdf = {.item = "B1", .row = 0, .column = 0, .columns = 6}},
    {.name = "givenNames", .section = Section::representative, .label_vi = "Chữ đệm và tên của người đại diện", .label_en = "Representative's given names",
     .hint_vi = "Để trống nếu giấy tờ chỉ ghi một tên.", .hint_en = "Leave empty if the document shows a single name.", .format = Format::name,
     .presence = Presence::optional, .autocomplete = "given-name", .autocapitalize = "characters", .pdf = {.item = "B1", .row = 0, .column = 6, .columns = 6}},
    {.name = "birthDate", .section = Section::representative, .label_vi = "Ngày sinh của người đại diện", .label_en = "Representative's date of birth",
     .hint_vi = "Ví dụ: 12 08 1990", .hint_en = "For example: 12 08 1990", .format = Format::date, .presence = Presence::conditional, .max_length = 10,
     .autocomplete = "bday", .input_mode = "numeric", .pdf = {.item = "B3", .row = 1, .column = 0, .columns = 5}},
    {.name = "sex", .section = Section::representative, .label_vi = "Giới tính của người đại diện", .label_en = "Representative's sex",
     .format = Format::sex, .presence = Presence::conditional, .max_length = 1, .autocomplete = "sex", .choices = sexes,
     .pdf = {.item = "B4", .row = 1, .column = 5, .columns = 3}},
    {.name = "nationality", .section = Section::representative, .label_vi = "Quốc tịch của người đại diện", .label_en = "Representative's nationality",
     .hint_vi = "Nhập tên nước rồi chọn trong danh sách.", .hint_en = "Type a country and choose it from the list.", .format = Format::nationality,
     .presence = Presence::conditional, .max_length = 3, .pdf = {.item = "B5", .row = 1, .column = 8, .columns = 4}},
    // one of the two numbers is due
    {.name = "documentNumber", .section = Section::representative, .label_vi = "Số hộ chiếu của người đại diện", .label_en = "Representative's passport number",
     .hint_vi = "Điền số này hoặc số định danh cá nhân.", .hint_en = "Give this or the personal number.", .format = Format::document_number,
     .presence = Presence::conditional, .max_length = 24, .autocapitalize = "characters", .pdf = {.item = "B2", .row = 2, .column = 0, .columns = 4}},
    {.name = "personalNumber", .section = Section::representative, .label_vi = "Số định danh cá nhân của người đại diện", .label_en = "Representative's personal number",
     .hint_vi = "Số căn cước của công dân Việt Nam hoặc số định danh của người nước ngoài.",
     .hint_en = "A Vietnamese citizen's or a foreigner's identification number.", .format = Format::personal_number,
     .presence = Presence::conditional, .max_length = 24, .input_mode = "numeric", .pdf = {.item = "B2", .row = 2, .column = 4, .columns = 4}},
    {.name = "relation", .section = Section::representative, .label_vi = "Quan hệ với người được khai", .label_en = "Relation to the person",
     .format = Format::relation, .presence = Presence::conditional, .max_length = 16, .choices = relations,
     .pdf = {.item = "B6", .row = 2, .column = 8, .columns = 4}},
    {.name = "phone", .section = Section::representative, .label_vi = "Số điện thoại chính chủ của người đại diện", .label_en = "Representative's mobile number in their own name",
     .hint_vi = "Số này dùng để khai và đăng ký cho người phụ thuộc.", .hint_en = "This number is used to register the dependant.", .format = Format::phone,
     .presence = Presence::conditional, .max_length = 24, .autocomplete = "tel", .input_mode = "tel", .pdf = {.item = "B7", .row = 3, .column = 0, .columns = 6}},
    {.name = "email", .section = Section::representative, .label_vi = "Thư điện tử của người đại diện", .label_en = "Representative's e-mail address",
     .hint_vi = "Không bắt buộc.", .hint_en = "Optional.", .format = Format::email, .presence = Presence::optional, .max_length = 254,
     .autocomplete = "email", .input_mode = "email", .pdf = {.item = "B8", .row = 3, .column = 6, .columns = 6}},
    // --- C: dependants, one row each; only in the filing of somebody who files for themselves
    {.name = "familyName", .section = Section::dependants, .label_vi = "Họ của người phụ thuộc", .label_en = "Dependant's surname",
     .hint_vi = "Viết như trong hộ chiếu, căn cước hoặc giấy khai sinh.", .hint_en = "As in the passport, identity card or birth certificate.",
     .format = Format::name, .autocapitalize = "characters", .pdf = {.item = "C2", .row = 0, .column = 0, .columns = 2}},
    {.name = "givenNames", .section = Section::dependants, .label_vi = "Chữ đệm và tên của người phụ thuộc", .label_en = "Dependant's given names",
     .hint_vi = "Để trống nếu giấy tờ chỉ ghi một tên.", .hint_en = "Leave empty if the document shows a single name.", .format = Format::name,
     .presence = Presence::optional, .autocapitalize = "characters", .pdf = {.item = "C2", .row = 0, .column = 2, .columns = 2}},
    {.name = "birthDate", .section = Section::dependants, .label_vi = "Ngày sinh của người phụ thuộc", .label_en = "Dependant's date of birth",
     .hint_vi = "Ví dụ: 12 08 1990", .hint_en = "For example: 12 08 1990", .format = Format::date, .max_length = 10, .input_mode = "numeric",
     .pdf = {.item = "C3", .row = 0, .column = 4, .columns = 2}},
    {.name = "sex", .section = Section::dependants, .label_vi = "Giới tính của người phụ thuộc", .label_en = "Dependant's sex",
     .format = Format::sex, .max_length = 1, .choices = sexes, .pdf = {.item = "C4", .row = 0, .column = 6, .columns = 1}},
    {.name = "nationality", .section = Section::dependants, .label_vi = "Quốc tịch của người phụ thuộc", .label_en = "Dependant's nationality",
     .hint_vi = "Nhập tên nước rồi chọn trong danh sách.", .hint_en = "Type a country and choose it from the list.", .format = Format::nationality,
     .max_length = 3, .pdf = {.item = "C5", .row = 0, .column = 7, .columns = 1}, .identifies = true},
    {.name = "documentNumber", .section = Section::dependants, .label_vi = "Số định danh hoặc số hộ chiếu của người phụ thuộc", .label_en = "Dependant's identification or passport number",
     .hint_vi = "Điền một trong hai số.", .hint_en = "One of the two.",
     .format = Format::document_number, .max_length = 24, .autocapitalize = "characters",
     .pdf = {.item = "C6", .row = 0, .column = 8, .columns = 2}, .identifies = true},
    {.name = "relation", .section = Section::dependants, .label_vi = "Quan hệ với người đề nghị", .label_en = "Relation to the applicant",
     .hint_vi = "Người này là gì của bạn.", .hint_en = "What this person is to you.", .format = Format::relation, .max_length = 16,
     .choices = dependant_relations, .pdf = {.item = "C7", .row = 0, .column = 10, .columns = 2}},
    // --- D: papers to integrate, one row each
    {.name = "kind", .section = Section::integration, .label_vi = "Loại giấy tờ tích hợp", .label_en = "Paper to integrate",
     .format = Format::integration_kind, .max_length = 24, .choices = kinds, .pdf = {.item = "D2", .row = 0, .column = 0, .columns = 3}, .identifies = true},
    {.name = "number", .section = Section::integration, .label_vi = "Số giấy tờ", .label_en = "Number of the paper",
     .hint_vi = "Ghi như trên giấy tờ.", .hint_en = "As on the paper.", .format = Format::paper_number, .max_length = 40, .autocapitalize = "characters",
     .pdf = {.item = "D3", .row = 0, .column = 3, .columns = 3}, .identifies = true},
    {.name = "issueDate", .section = Section::integration, .label_vi = "Ngày cấp giấy tờ", .label_en = "Paper's date of issue", .format = Format::date,
     .presence = Presence::optional, .max_length = 10, .input_mode = "numeric", .pdf = {.item = "D4", .row = 0, .column = 6, .columns = 2}},
    {.name = "issuePlace", .section = Section::integration, .label_vi = "Nơi cấp giấy tờ", .label_en = "Paper's place of issue", .format = Format::place,
     .presence = Presence::optional, .max_length = 100, .pdf = {.item = "D5", .row = 0, .column = 8, .columns = 2}},
    {.name = "expiry", .section = Section::integration, .label_vi = "Ngày hết hạn giấy tờ", .label_en = "Paper's date of expiry", .format = Format::date,
     .presence = Presence::optional, .max_length = 10, .input_mode = "numeric", .pdf = {.item = "D6", .row = 0, .column = 10, .columns = 2}},
    // ids of pictures sent before; in the row itself, so that they go where it goes and are gone when it is
    {.name = "front", .section = Section::integration, .label_vi = "Ảnh mặt trước", .label_en = "Picture of the front", .format = Format::attachment,
     .presence = Presence::optional, .max_length = 64},
    {.name = "back", .section = Section::integration, .label_vi = "Ảnh mặt sau", .label_en = "Picture of the back", .format = Format::attachment,
     .presence = Presence::optional, .max_length = 64},
    // --- E: declaration and consents
    {.name = "truth", .section = Section::consents, .label_vi = "Tôi cam đoan thông tin khai trên là đúng sự thật",
     .label_en = "I declare that the information given is true", .format = Format::consent, .max_length = 5, .pdf = {.item = "E1", .row = 0}},
    {.name = "account", .section = Section::consents, .label_vi = "Tôi đồng ý tạo lập tài khoản định danh điện tử mức độ 2",
     .label_en = "I agree to the creation of a level-2 electronic identification account", .format = Format::consent, .max_length = 5,
     .pdf = {.item = "E2", .row = 1}},
    {.name = "biometrics", .section = Section::consents, .label_vi = "Tôi đồng ý cho thu thập và xử lý ảnh khuôn mặt, vân tay là dữ liệu cá nhân nhạy cảm",
     .label_en = "I agree to the collection and processing of face image and fingerprints, which are sensitive personal data",
     .format = Format::consent, .max_length = 5, .pdf = {.item = "E3", .row = 2}},
    // due from the age of 7 when filing for a child
    {.name = "childAssent", .section = Section::consents, .label_vi = "Trẻ từ đủ 7 tuổi đã được giải thích và đồng ý",
     .label_en = "The child, who is 7 or older, has had this explained and agrees", .format = Format::consent, .presence = Presence::conditional,
     .max_length = 5, .pdf = {.item = "E4", .row = 3}},
    {.name = "portrait", .section = Section::filing, .label_vi = "Ảnh chân dung", .label_en = "Portrait",
     .hint_vi = "Chụp bằng máy ảnh, chọn ảnh có sẵn, hoặc chụp tại quầy.", .hint_en = "Take it with the camera, choose a picture, or have it taken at the counter.",
     .format = Format::portrait, .max_length = 64},
};

constexpr auto table = all_kept(full_table);

constexpr SectionText full_section_table[] = {
    {.section = Section::filing, .name = "", .title_vi = "Tờ khai", .title_en = "The form"},
    {.section = Section::applicant, .name = "applicant", .title_vi = "Thông tin người đề nghị", .title_en = "Applicant", .letter = 'A'},
    {.section = Section::representative, .name = "representative", .title_vi = "Thông tin người đại diện, người giám hộ",
     .title_en = "Representative or guardian", .letter = 'B'},
    {.section = Section::dependants, .name = "dependants", .title_vi = "Thông tin người phụ thuộc, người được giám hộ", .title_en = "Dependants",
     .letter = 'C', .most_rows = 12},
    {.section = Section::integration, .name = "integration", .title_vi = "Thông tin đề nghị tích hợp", .title_en = "Information to integrate",
     .letter = 'D', .most_rows = 12},
    {.section = Section::consents, .name = "consents", .title_vi = "Cam đoan và đồng ý", .title_en = "Declaration and consent", .letter = 'E'},
};
constexpr auto section_table = all_kept(full_section_table);

/// "integration[3]" -> "integration".
std::string_view without_index(std::string_view section) { return section.substr(0, section.find('[')); }

}  // namespace

bool is_token(const Field& field) { return !field.choices.empty() || field.format == Format::form_version; }

std::span<const Field> fields() { return table; }

std::span<const SectionText> sections() { return section_table; }
const SectionText& about(Section section) { return section_table[static_cast<std::size_t>(section)]; }
std::string_view name(Section section) { return about(section).name; }

const SectionText* find_section(std::string_view name) {
    const auto found = std::find_if(section_table.begin() + 1, section_table.end(), [&](const SectionText& row) { return row.name == name; });
    return found == section_table.end() ? nullptr : &*found;
}

const Field* find_field(std::string_view path) {
    const std::size_t dot = path.find('.');
    const std::string_view section = dot == std::string_view::npos ? std::string_view() : without_index(path.substr(0, dot));
    const std::string_view wanted = dot == std::string_view::npos ? path : path.substr(dot + 1);
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Field& field) { return field.name == wanted && name(field.section) == section; });
    return found == table.end() ? nullptr : &*found;
}

std::string path(const Field& field, int index) {
    std::string out(name(field.section));
    if (about(field.section).is_table()) out += "[" + std::to_string(index) + "]";
    if (!out.empty()) out += '.';
    return out.append(field.name);
}

std::vector<std::string> row_paths(Section section, std::size_t row) {
    std::vector<std::string> out;
    for (const Field& field : table)
        if (field.section == section) out.push_back(path(field, static_cast<int>(row)));
    return out;
}

std::string_view label(const Field& field, std::string_view language) { return language == "vi" ? field.label_vi : field.label_en; }
std::string_view hint(const Field& field, std::string_view language) { return language == "vi" ? field.hint_vi : field.hint_en; }

std::string_view choice_label(const Field& field, std::string_view value, std::string_view language) {
    for (const Choice& choice : field.choices)
        if (choice.value == value) return language == "vi" ? choice.vi : choice.en;
    return value;
}

}  // namespace motcua::form
