#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <filesystem>

#include <fmt/format.h>

#include "server/audit/checkpoint.hpp"
#include "server/cli/doctor.hpp"
#include "server/keys/key_file.hpp"
#include "server/keys/keyring.hpp"
#include "server/net/signature.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace motcua::cli {
namespace {

constexpr std::int64_t tail = 10'000;                // entries of the chain that are walked; all: admin audit verify
constexpr std::uint64_t least_space = 256ULL << 20;  // below this a busy day may fill the disk
constexpr std::uint64_t mebibyte = 1ULL << 20;

std::string store_path(const Patient& patient) { return patient.data_dir + "/motcua.db"; }

/// A path that others may read or write, or that is not ours; empty: none.
std::string exposed(const Patient& patient) {
    for (const auto& path :
         {patient.data_dir, store_path(patient), patient.data_dir + "/kek.key", patient.data_dir + "/audit-signing.key"}) {
        struct stat about {};
        if (::stat(path.c_str(), &about) != 0) continue;
        if ((about.st_mode & 077) != 0 || (about.st_uid != ::geteuid() && ::geteuid() != 0)) return path;
    }
    return {};
}

Finding folder(const Patient& patient) {
    if (!std::filesystem::is_directory(patient.data_dir))
        return {"folder", Health::wrong, fmt::format("Không có thư mục dữ liệu {}. Hãy kiểm tra --data.", patient.data_dir),
                fmt::format("There is no data folder {}. Check --data.", patient.data_dir)};
    if (const auto path = exposed(patient); !path.empty())
        return {
            "folder", Health::wrong,
            fmt::format("Người khác truy cập được {}. Hãy chạy chmod go= với đường dẫn đó và để tài khoản của dịch vụ sở hữu nó.",
                        path),
            fmt::format("Others can get at {}. Run chmod go= on it and let the service's account own it.", path)};
    if (::access(patient.data_dir.c_str(), R_OK | W_OK | X_OK) != 0)
        return {"folder", Health::wrong, "Tài khoản này không ghi được thư mục dữ liệu. Hãy chạy bằng tài khoản của dịch vụ.",
                "This account cannot write the data folder. Run as the service's account."};
    return {"folder", Health::ok, "Chỉ chủ sở hữu truy cập được thư mục dữ liệu.", "Only its owner can get at the data folder."};
}

Finding key(const Patient& patient, const store::Transaction& tx) {
    if (const auto proved = keys::prove(patient.data_dir, tx); !proved.ok()) return wrong("key", proved.error());
    return {"key", Health::ok, "Tệp khóa có mặt và đúng là khóa của dữ liệu này.",
            "The key file is there and is the one of this data."};
}

constexpr Millis day = Millis{24} * 3600 * 1000;

/// One key, no older than its life, and no other beside it.
Finding rotation(const Patient& patient, const store::Transaction& tx) {
    const auto figures = keys::figures(tx, patient.now);
    const auto file = keys::KeyFile::read(patient.data_dir);
    if (figures.in_use > 1 || (file.ok() && file->keys().size() > 1))
        return {"rotation", Health::warning,
                "Một lần thay khóa chưa xong: khóa cũ còn ở nơi giữ khóa. Hãy chạy motcua admin keys rotate để làm nốt.",
                "A rotation of the key is unfinished: the old key is still there. Run motcua admin keys rotate to finish it."};
    if (figures.age > patient.key_life)
        return {"rotation", Health::warning,
                fmt::format("Khóa đã dùng {} ngày, quá {} ngày (--key-life). Hãy chạy motcua admin keys rotate.", figures.age / day,
                            patient.key_life / day),
                fmt::format("The key is {} days old, more than {} (--key-life). Run motcua admin keys rotate.", figures.age / day,
                            patient.key_life / day)};
    return {"rotation", Health::ok, fmt::format("Khóa dùng được {} ngày, hạn {} ngày.", figures.age / day, patient.key_life / day),
            fmt::format("The key is {} days old, of {}.", figures.age / day, patient.key_life / day)};
}

Finding store_file(sqlite3* db) {
    store::Statement rows(db, "PRAGMA quick_check(1)");
    const auto said = rows.step() ? rows.text(0) : std::string("no answer");
    if (said != "ok") return wrong("store", {.code = ErrorCode::store_damaged, .detail = said});
    return {"store", Health::ok, "Tệp dữ liệu lành lặn (quick_check).", "The data file is sound (quick_check)."};
}

Finding schema(sqlite3* db) {
    const auto missing = store::missing_migrations(db);
    if (!missing.ok()) return wrong("schema", missing.error());
    if (*missing > 0)
        return {"schema", Health::warning,
                fmt::format("Dữ liệu thiếu {} bước nâng cấp; lần khởi động tới sẽ chạy, sau khi giữ một bản sao.", *missing),
                fmt::format("The data lacks {} migrations; the next start runs them after keeping a copy.", *missing)};
    return {"schema", Health::ok, "Cấu trúc dữ liệu đúng với phiên bản này.", "The schema is this version's."};
}

Finding audit_tail(const store::Transaction& tx) {
    const auto verdict = audit::verify_tail(tx, tail);
    if (verdict.bad_entry)
        return {
            "audit", Health::wrong,
            fmt::format(
                "Mục {} của nhật ký không đúng ({}). Hãy giữ nguyên tệp làm bằng chứng và chạy motcua admin audit verify.",
                *verdict.bad_entry, verdict.reason),
            fmt::format("Entry {} of the audit chain is wrong ({}). Keep the file as evidence and run motcua admin audit verify.",
                        *verdict.bad_entry, verdict.reason)};
    return {"audit", Health::ok, fmt::format("Nhật ký có {} mục, phần cuối đúng.", verdict.entries),
            fmt::format("The audit chain has {} entries and its end is right.", verdict.entries)};
}

Finding checkpoints(const Patient& patient, const Result<std::vector<audit::CheckpointFile>>& files,
                    const store::Transaction& tx) {
    if (!files.ok() || files->empty())
        return {"checkpoints", Health::warning,
                "Chưa có điểm kiểm tra nào. Máy chủ ghi điểm đầu tiên trong vòng một phút; hãy kiểm tra --checkpoints.",
                "There is no checkpoint yet. The server writes the first within a minute; check --checkpoints."};
    const auto signing = net::peer_key(patient.data_dir, audit::signer);
    if (!signing.ok()) return wrong("checkpoints", signing.error());
    const auto agreement = audit::compare(tx, *files, *signing);
    if (agreement.bad_entry)
        return {"checkpoints", Health::wrong,
                fmt::format("Nhật ký không khớp điểm kiểm tra ({}). Dữ liệu có thể là bản cũ hoặc bị sửa; hãy đối chiếu với bản "
                            "điểm kiểm tra ở máy khác.",
                            agreement.reason),
                fmt::format("The audit chain contradicts a checkpoint ({}). The data may be an old or changed copy; compare with "
                            "the checkpoints kept elsewhere.",
                            agreement.reason)};
    return {"checkpoints", Health::ok,
            fmt::format("{} điểm kiểm tra khớp, điểm cuối ở mục {}.", agreement.checkpoints, agreement.last),
            fmt::format("{} checkpoints agree, the last covers entry {}.", agreement.checkpoints, agreement.last)};
}

Finding clock(const Patient& patient, const store::SqliteTransaction& tx) {
    auto row = tx.sql("SELECT at FROM audit ORDER BY seq DESC LIMIT 1");
    const auto ahead = row.step() ? row.integer(0) - patient.now : 0;
    if (ahead > 1000)
        return {
            "clock", Health::wrong,
            fmt::format(
                "Đồng hồ máy chậm hơn mục nhật ký cuối {} giây. Hãy bật đồng bộ giờ (NTP): thời hạn và chữ ký phụ thuộc vào giờ.",
                ahead / 1000),
            fmt::format("The clock is {} seconds behind the last audit entry. Turn time synchronisation (NTP) on: deadlines and "
                        "signatures depend on it.",
                        ahead / 1000)};
    return {"clock", Health::ok, "Đồng hồ không chậm hơn nhật ký.", "The clock is not behind the audit chain."};
}

Finding space(const Patient& patient) {
    struct statvfs disk {};
    if (::statvfs(patient.data_dir.c_str(), &disk) != 0)
        return wrong("space", {.code = ErrorCode::file_unusable, .detail = patient.data_dir});
    const std::uint64_t free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    std::error_code failed;
    const auto size = std::filesystem::file_size(store_path(patient), failed);
    const auto wanted = least_space + (failed ? 0 : 2 * size);
    const auto figures = fmt::format("{} MiB / {} MiB", free / mebibyte, wanted / mebibyte);
    if (free < least_space)
        return {"space", Health::wrong,
                fmt::format("Đĩa gần đầy (còn / cần: {}). Hãy giải phóng dung lượng ngay, nếu không sẽ không ghi được hồ sơ.",
                            figures),
                fmt::format("The disk is nearly full (free / wanted: {}). Free some now, or files cannot be written.", figures)};
    if (free < wanted)
        return {"space", Health::warning,
                fmt::format("Đĩa không đủ chỗ cho bản sao khi sao lưu hoặc nâng cấp (còn / cần: {}).", figures),
                fmt::format("The disk has no room for the copies that back-up and upgrade make (free / wanted: {}).", figures)};
    return {"space", Health::ok, fmt::format("Đủ dung lượng (còn / cần: {}).", figures),
            fmt::format("Enough space (free / wanted: {}).", figures)};
}

std::vector<Finding> look_into(const Patient& patient, sqlite3* db, const Result<std::vector<audit::CheckpointFile>>& files) {
    const store::SqliteTransaction tx(db, patient.now);
    store::execute(db, "BEGIN");
    return {key(patient, tx), rotation(patient, tx), store_file(db), schema(db), audit_tail(tx), checkpoints(patient, files, tx), clock(patient, tx)};
}

std::vector<Finding> open_and_look(const Patient& patient) {
    if (!std::filesystem::exists(store_path(patient)))
        return {{"store", Health::wrong,
                 "Chưa có tệp dữ liệu motcua.db ở đây. Hãy kiểm tra --data, hoặc chạy motcua serve một lần, hoặc khôi phục bản "
                 "sao lưu.",
                 "There is no data file motcua.db here. Check --data, start motcua serve once, or restore a back-up."}};
    const auto files = audit::read_checkpoints(patient.checkpoint_dir);  // before the snapshot: a server may be adding some
    auto db = store::connect(store_path(patient), store::Access::read);
    if (!db.ok()) return {wrong("store", db.error())};
    try {
        return look_into(patient, db->get(), files);
    } catch (const store::StoreFailure& failure) {
        return {wrong("store", {.code = ErrorCode::store_damaged, .detail = failure.message})};
    }
}

}  // namespace

Finding wrong(std::string_view name, const Error& error) {
    const auto& text = describe(error.code);
    const auto detail = error.detail.empty() ? std::string() : " (" + error.detail + ')';
    return {std::string(name), Health::wrong, std::string(text.vi) + detail, std::string(text.en) + detail};
}

std::vector<Finding> look_at_store(const Patient& patient) {
    std::vector<Finding> out{folder(patient)};
    if (!std::filesystem::is_directory(patient.data_dir)) return out;
    for (auto& finding : open_and_look(patient)) out.push_back(std::move(finding));
    out.push_back(space(patient));
    return out;
}

}  // namespace motcua::cli
