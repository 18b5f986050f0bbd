#include "client/ui/gallery.hpp"

#include <array>


namespace motcua::ui {
namespace {

std::string text(const Gallery& state, std::string_view vi, std::string_view en) { return std::string(state.lang == "vi" ? vi : en); }

void texts(View& view, const Gallery& state) {
    view.caption(text(state, "Bộ thành phần giao diện", "Components of the interface"));
    view.heading(text(state, "Đăng ký tài khoản định danh điện tử", "Register for an electronic identity account"));
    view.lead(text(state, "Người nước ngoài có thẻ thường trú hoặc thẻ tạm trú khai trước tại nhà, rồi đến cơ quan quản lý xuất nhập cảnh một lần.",
                   "Foreigners with a residence card fill in the form at home and come to the immigration office once."));
    view.paragraph(text(state, "Đoạn văn thường: chữ ẰẴỄỘỮ ằẵễộữ không bị cắt dấu, dòng dài tự xuống hàng.", "An ordinary paragraph: ẰẴỄỘỮ ằẵễộữ keep their marks, long lines wrap."));
    view.paragraph(text(state, "Đoạn văn phụ, màu nhạt hơn.", "A muted paragraph."), Tone::muted);
    const std::array<std::string, 3> lines{text(state, "Hộ chiếu còn thời hạn", "A valid passport"), text(state, "Thẻ thường trú hoặc thẻ tạm trú", "A residence card"),
                                           text(state, "Số điện thoại di động Việt Nam đứng tên bạn", "A Vietnamese mobile number in your name")};
    view.bullets(lines);
    view.numbered(lines);
    view.inset(text(state, "Nếu hồ sơ có sinh trắc học trong cơ sở dữ liệu, thời hạn là 3 ngày làm việc.", "If your biometrics are on record, the time limit is 3 working days."));
    view.status("gallery/status", text(state, "Đã lưu lúc 10:24", "Saved at 10:24"), Tone::success);
    view.status("gallery/status-error", text(state, "Mất kết nối", "Connection lost"), Tone::error);
}

void fields(View& view, Gallery& state) {
    const auto wrong = [&](std::string_view vi, std::string_view en) { return state.wrong ? text(state, vi, en) : std::string(); };
    view.heading(text(state, "Ô nhập", "Fields"), 2);
    view.text_field({.key = "gallery/family", .label = text(state, "Họ", "Family name"), .hint = text(state, "Viết như trong hộ chiếu", "As written in your passport"),
                     .error = wrong("Nhập họ như trong hộ chiếu", "Enter your family name as in your passport"), .autocomplete = "family-name", .autocapitalize = "characters"},
                    state.family_name);
    view.text_field({.key = "gallery/long", .label = text(state, "Tên có chữ Hán và Hangul", "A name in Chinese and Korean letters"), .width = Width::chars_20}, state.long_name);
    view.text_field({.key = "gallery/code", .label = text(state, "Mã xác nhận", "Security code"), .input_mode = "numeric", .max_length = 6, .width = Width::chars_10}, state.code);
    view.text_field({.key = "gallery/password", .label = text(state, "Mật khẩu", "Password"), .autocomplete = "current-password", .width = Width::chars_20, .kind = InputKind::password},
                    state.password);
    view.text_field({.key = "gallery/notes", .label = text(state, "Ghi chú (không bắt buộc)", "Notes (optional)"), .kind = InputKind::multiline}, state.notes);
    view.date_field("gallery/birth", text(state, "Ngày sinh", "Date of birth"), text(state, "Ví dụ: 27 3 1990", "For example, 27 3 1990"),
                    wrong("Nhập ngày sinh", "Enter your date of birth"), state.birth, "bday");
    const std::array<Option, 4> countries{Option{"SWE", text(state, "Thụy Điển", "Sweden")}, Option{"DEU", text(state, "Đức", "Germany")},
                                          Option{"KOR", text(state, "Hàn Quốc", "Korea (Republic of)")}, Option{"JPN", text(state, "Nhật Bản", "Japan")}};
    view.search_select({.key = "gallery/nationality", .label = text(state, "Quốc tịch", "Nationality"), .hint = text(state, "Gõ vài chữ để tìm", "Type a few letters to search"),
                        .error = wrong("Chọn quốc tịch trong danh sách", "Choose your nationality from the list")}, countries, state.nationality);
    const std::array<Option, 3> provinces{Option{"01", "Thành phố Hà Nội"}, Option{"48", "Thành phố Đà Nẵng"}, Option{"79", "Thành phố Hồ Chí Minh"}};
    view.select({.key = "gallery/province", .label = text(state, "Tỉnh, thành phố", "Province or city"), .width = Width::chars_30}, provinces, state.province);
}

void choices(View& view, Gallery& state) {
    const auto wrong = [&](std::string_view vi, std::string_view en) { return state.wrong ? text(state, vi, en) : std::string(); };
    const std::array<Option, 3> sexes{Option{"F", text(state, "Nữ", "Female")}, Option{"M", text(state, "Nam", "Male")},
                                      Option{"X", text(state, "Không ghi", "Not stated"), text(state, "Hộ chiếu của bạn ghi X hoặc <", "Your passport shows X or <")}};
    view.radios("gallery/sex", text(state, "Giới tính", "Sex"), text(state, "Như trong hộ chiếu", "As in your passport"), wrong("Chọn giới tính", "Choose your sex"), sexes, state.sex);
    view.checkbox("gallery/truth", text(state, "Tôi cam đoan những nội dung khai trên là đúng sự thật", "I declare that what I stated is true"), "",
                  wrong("Đánh dấu vào ô cam đoan để tiếp tục", "Tick the declaration to continue"), state.truth);
    view.file_field({.key = "gallery/file", .label = text(state, "Ảnh chân dung", "Portrait"), .hint = text(state, "JPEG hoặc PNG, tối đa 5 MB", "JPEG or PNG, up to 5 MB"),
                     .capture = "user", .button_text = text(state, "Chọn ảnh", "Choose a picture")});
    view.signature("gallery/signature", text(state, "Chữ ký", "Signature"), state.strokes);
    if (!state.strokes.empty() && view.button("gallery/clear", text(state, "Xóa chữ ký", "Clear signature"), ButtonKind::quiet)) state.strokes.clear();
    if (view.button("gallery/continue", text(state, "Tiếp tục", "Continue"))) {
        state.wrong = true;
        ++state.presses;
        view.focus("error-summary");
    }
    if (view.button("gallery/later", text(state, "Lưu và làm tiếp sau", "Save and come back later"), ButtonKind::secondary)) state.wrong = false;
    view.button("gallery/withdraw", text(state, "Rút hồ sơ", "Withdraw the application"), ButtonKind::warning);
    view.button("gallery/wait", text(state, "Chưa thể gửi", "Cannot be sent yet"), ButtonKind::primary, true);
    view.link("gallery/link", text(state, "Xem những gì cần mang theo", "See what to bring"), "/vi/start");
    view.outside_link("gallery/outside", text(state, "Tải tờ khai TK01 (PDF)", "Download Form TK01 (PDF)"), "/gallery.pdf", "TK01.pdf");
}

void compounds(View& view, const Gallery& state) {
    view.heading(text(state, "Bảng tổng hợp", "Lists and tables"), 2);
    const std::string change = text(state, "Sửa", "Change");
    const std::array<SummaryRow, 3> answers{
        SummaryRow{"name", text(state, "Họ và tên", "Full name"), "ERIKSSON ANNA MARIA", text(state, "họ và tên", "full name")},
        SummaryRow{"address", text(state, "Nơi tạm trú", "Address"), "12 Lê Lợi\nPhường Sài Gòn\nThành phố Hồ Chí Minh", text(state, "nơi tạm trú", "address")},
        SummaryRow{"email", text(state, "Thư điện tử", "E-mail"), text(state, "Không khai", "Not provided"), ""}};
    static_cast<void>(view.summary_list(answers, change));
    const std::array<TaskRow, 4> tasks{
        TaskRow{"gallery/task/you", text(state, "Thông tin của bạn", "Your details"), "", TaskStatus::done, text(state, "Đã xong", "Completed"), "/vi/apply/0/name"},
        TaskRow{"gallery/task/portrait", text(state, "Ảnh chân dung", "Portrait"), text(state, "Chụp bằng máy ảnh hoặc chọn tệp", "By camera or from a file"), TaskStatus::incomplete, text(state, "Chưa xong", "Incomplete"), "/vi/portrait/0"},
        TaskRow{"gallery/task/card", text(state, "Thẻ tạm trú", "Residence card"), "", TaskStatus::problem, text(state, "Có lỗi", "There is a problem"), "/vi/apply/0/card"},
        TaskRow{"gallery/task/send", text(state, "Kiểm tra và gửi", "Check and send"), "", TaskStatus::not_yet, text(state, "Chưa thể bắt đầu", "Cannot start yet"), ""}};
    static_cast<void>(view.task_list(tasks));
    const std::array<TableColumn, 4> columns{TableColumn{text(state, "Giờ", "Time"), 0.6F}, TableColumn{text(state, "Họ tên", "Name"), 2}, TableColumn{text(state, "Trạng thái", "State"), 1.2F}, TableColumn{text(state, "Số vân tay", "Prints"), 0.8F, true}};
    const std::array<TableRow, 3> rows{
        TableRow{"gallery/row/1", {{"08:30"}, {"ERIKSSON ANNA MARIA", Tone::ink, true}, {text(state, "Đã đặt lịch", "Booked"), Tone::accent, false, true}, {"10"}}, text(state, "Mở hồ sơ của ERIKSSON", "Open the file of ERIKSSON")},
        TableRow{"gallery/row/2", {{"09:00"}, {"NGUYỄN THỊ HẰNG", Tone::ink, true}, {text(state, "Quá hạn", "Overdue"), Tone::error, false, true}, {"8"}}, text(state, "Mở hồ sơ của NGUYỄN", "Open the file of NGUYỄN"), true},
        TableRow{"gallery/row/3", {{"09:30"}, {"KIM MIN JUN", Tone::ink, true}, {text(state, "Đã gửi", "Sent"), Tone::success, false, true}, {"10"}}, ""}};
    static_cast<void>(view.table("gallery/table", text(state, "Lịch hẹn hôm nay", "Visits of today"), columns, rows));
    view.notification("gallery/notice", text(state, "Thông báo", "Notice"), text(state, "Cơ quan nghỉ lễ ngày 01/01/2027.", "The office is closed on 1 January 2027."));
    view.notification("gallery/warning", text(state, "Sắp hết phiên", "Your session is about to end"), text(state, "Những gì bạn đã nhập vẫn được giữ.", "What you typed is kept."), Tone::warning);
    view.details("gallery/details", text(state, "Tại sao cần số điện thoại?", "Why a phone number?"), [&](View& inner) {
        inner.paragraph(text(state, "Mã xác nhận và kết quả được gửi đến số này.", "The code and the result are sent to this number."));
    });
    view.progress("gallery/progress", text(state, "Đang gửi ảnh", "Sending the picture"), 0.6F);
    view.progress("gallery/busy", text(state, "Đang kiểm tra ảnh", "Checking the picture"), -1);
}

void surfaces(View& view, const Gallery& state) {
    view.confirmation_panel(text(state, "Đã nhận hồ sơ", "Application received"), "MC-7K3M-9QTX-K");
    const std::array<std::string, 21> modules{"111111101010101111111", "100000100110001000001", "101110101001101011101", "101110100101001011101", "101110101110101011101",
                                              "100000100011001000001", "111111101010101111111", "000000001101100000000", "101101111010011011010", "010010010111010110101",
                                              "110101100101101001011", "001011011010110100110", "101100111001011010101", "000000001010101101001", "111111100110110010110",
                                              "100000101101011101010", "101110101010100110101", "101110100111011001010", "101110101001101011101", "100000100110010100110", "111111101011101011011"};
    view.qr("gallery/qr", modules, text(state, "Mã QR của phiếu hẹn", "QR code of the slip"), 180);
    view.card([&](View& inner) {
        inner.heading(text(state, "Thẻ", "A card"), 2);
        inner.paragraph(text(state, "Một mặt có viền để nhóm nội dung.", "A bordered surface that groups content."));
    });
    view.heading(text(state, "Hình minh họa", "Pictures"), 2);
    for (const char* name : {"pictures.svg#portrait", "pictures.svg#slip", "pictures.svg#counter", "pictures.svg#documents", "pictures.svg#phone", "pictures.svg#clock", "map.svg#p48", "map.svg#p79"})
        view.picture(name, text(state, "Hình minh họa ", "Picture ") + name, 320);
}

}  // namespace

void gallery_page(View& view, Gallery& state) {
    view.page(text(state, "Thành phần giao diện – Một Cửa", "Components – Một Cửa"), state.lang);
    const std::array<NavItem, 2> items{NavItem{"nav/start", text(state, "Bắt đầu", "Start"), "/vi/gallery", true}, NavItem{"nav/status", text(state, "Tra cứu hồ sơ", "Follow my file"), "/vi/gallery", false}};
    const std::array<NavItem, 2> languages{NavItem{"lang/vi", "Tiếng Việt", "/vi/gallery", state.lang == "vi"}, NavItem{"lang/en", "English", "/vi/gallery", state.lang == "en"}};
    const std::string pressed = view.header(text(state, "Định danh điện tử cho người nước ngoài", "Electronic identity for foreigners"), items, languages);
    if (pressed == "lang/vi") state.lang = "vi";
    if (pressed == "lang/en") state.lang = "en";
    view.back_link(text(state, "Quay lại", "Back"), "/vi/gallery");
    if (state.wrong) {
        const std::array<ErrorLine, 3> errors{ErrorLine{"gallery/family", text(state, "Nhập họ như trong hộ chiếu", "Enter your family name as in your passport")},
                                              ErrorLine{"gallery/birth", text(state, "Nhập ngày sinh", "Enter your date of birth")},
                                              ErrorLine{"gallery/sex", text(state, "Chọn giới tính", "Choose your sex")}};
        view.error_summary(text(state, "Có vấn đề cần sửa", "There is a problem"), errors);
    }
    texts(view, state);
    fields(view, state);
    choices(view, state);
    compounds(view, state);
    surfaces(view, state);
    const std::array<std::string, 2> lines{text(state, "Cục Quản lý xuất nhập cảnh", "Immigration Department"), text(state, "Điện thoại hỗ trợ: 1900 0000", "Help line: 1900 0000")};
    const std::array<NavItem, 2> links{NavItem{"footer/privacy", text(state, "Quyền riêng tư", "Privacy"), "/vi/privacy"}, NavItem{"footer/help", text(state, "Trợ giúp", "Help"), "/vi/help"}};
    view.footer(lines, links);
}

}  // namespace motcua::ui
