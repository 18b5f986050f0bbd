#include "server/keys/inventory.hpp"

namespace motcua::keys {
namespace {

constexpr Text whole_life{"như kho dữ liệu; không thay được mà vẫn tìm thấy dữ liệu cũ", "that of the store; replacing it would lose what was found by it"};

// Symmetric keys have 256 bits: half of that remains before a quantum computer. What would have to change then are the three
// Ed25519 keys, whose files are made anew when they are taken away.
constexpr KeyKind kinds[]{
    {"kek", "XChaCha20-Poly1305", 256, "kek.key",
     {"bọc mọi khóa khác trong kho", "wraps every other key of the store"},
     {"365 ngày (admin doctor --key-life); admin keys rotate", "365 days (admin doctor --key-life); admin keys rotate"}},
    {"data", "XChaCha20-Poly1305", 256, "data_keys",
     {"niêm phong dữ liệu của một hồ sơ, một phiên, một bản nháp…", "seals what belongs to one application, session, draft …"},
     {"như bản ghi; hủy khóa là xóa dữ liệu", "that of its record; destroying it erases the record"}},
    {"blind", "BLAKE2b-128 (keyed)", 256, "purpose_keys",
     {"chỉ mục của số điện thoại, giấy tờ, địa chỉ", "indexes of phones, documents and addresses"}, whole_life},
    {"slip", "BLAKE2b-128 (keyed)", 256, "purpose_keys",
     {"mã QR trên phiếu hẹn", "the QR code of a slip"},
     {"như kho dữ liệu; phiếu đã in phải đọc được", "that of the store: printed slips must stay readable"}},
    {"mac", "BLAKE2b-256 (keyed)", 256, "purpose_keys",
     {"băm mã phiên, mã một lần, khóa bảo mật, địa chỉ trong nhật ký", "hashes of session tokens, one-time codes, security keys, addresses in the log"},
     whole_life},
    {"backup", "XChaCha20-Poly1305 (secretstream)", 256, "kek.key",
     {"bản sao lưu; suy ra từ kek bằng BLAKE2b", "back-ups; derived from kek by BLAKE2b"},
     {"như kek của ngày sao lưu", "that of the kek of its day"}},
    {"upload", "XChaCha20-Poly1305 (secretstream)", 256, "memory",
     {"tệp gửi lên đang chờ trên đĩa", "an upload that waits on the disk"}, {"một yêu cầu", "one request"}},
    {"audit-signing", "Ed25519", 256, "audit-signing.key",
     {"ký điểm kiểm tra của nhật ký", "signs checkpoints of the audit chain"},
     {"như thư mục điểm kiểm tra; bắt đầu thư mục mới, xóa tệp, khởi động lại", "that of the folder of checkpoints; begin a new folder, remove the file, restart"}},
    {"serve-signing", "Ed25519", 256, "serve-signing.key",
     {"ký yêu cầu gửi cơ quan định danh", "signs requests to the identity authority"},
     {"theo thỏa thuận với cơ quan đó; xóa tệp, khởi động lại, giao tệp .pub mới", "as agreed with the authority; remove the file, restart, hand over the new .pub"}},
    {"authority-signing", "Ed25519", 256, "authority-signing.key",
     {"ký câu trả lời của cơ quan định danh (chỉ bản thử nghiệm)", "signs the authority's answers (of the reference authority)"},
     {"như serve-signing", "as serve-signing"}},
    {"registry-token", "bearer token", 256, "registry.token",
     {"hỏi cơ sở dữ liệu quốc gia", "asks the registry"},
     {"theo thỏa thuận; thay tệp ở hai bên, khởi động lại", "as agreed; replace the file on both sides, restart"}},
    {"totp", "HMAC-SHA-1 (RFC 6238)", 160, "staff",
     {"mã của cán bộ; niêm phong trong kho", "officers' codes; sealed in the store"},
     {"như tài khoản; đóng tài khoản và lập tài khoản mới", "that of the account; disable it and make a new one"}},
    {"links", "TLS 1.2+", 0, "--authority-key, --registry-key",
     {"chứng thư của máy này với hệ thống khác", "this machine's certificates towards other systems"},
     {"như chứng thư; thay tệp, khởi động lại", "that of the certificate; replace the file, restart"}},
};

}  // namespace

std::span<const KeyKind> inventory() { return kinds; }

}  // namespace motcua::keys
