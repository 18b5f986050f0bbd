#include "server/audit/checkpoint.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "server/keys/keyring.hpp"
#include "server/net/base64.hpp"
#include "server/net/secret_file.hpp"

namespace motcua::audit {
namespace {

constexpr std::string_view title = "motcua-audit-checkpoint-1\n";
constexpr std::string_view extension = ".checkpoint";
constexpr std::size_t hash_size = 32;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string signed_text(const Checkpoint& checkpoint) {
    return fmt::format("{}entries {}\nhash {}\nat {}\nkey {}\n", title, checkpoint.entries, keys::hex(checkpoint.hash),
                       checkpoint.at, checkpoint.key);
}

/// Takes the line "name value" off the text; nothing when another line comes.
std::optional<std::string_view> take(std::string_view& text, std::string_view name) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos || !text.starts_with(name) || text.substr(name.size(), 1) != " ") return std::nullopt;
    const auto value = text.substr(name.size() + 1, end - name.size() - 1);
    text.remove_prefix(end + 1);
    return value;
}

std::optional<std::int64_t> number(std::optional<std::string_view> text) {
    std::int64_t value = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc{}) return std::nullopt;
    return value;
}

std::optional<std::string> from_hex(std::optional<std::string_view> text) {
    std::string out(hash_size, '\0');
    std::size_t size = 0;
    if (!text || sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text->data(), text->size(), nullptr,
                                &size, nullptr) != 0)
        return std::nullopt;
    return size == hash_size ? std::optional(out) : std::nullopt;
}

std::string fault(const store::Transaction& tx, const CheckpointFile& file, std::int64_t covered, const net::PublicKey& key) {
    if (!file.content) return fmt::format("{} is damaged", file.name);
    const auto& checkpoint = *file.content;
    if (checkpoint.key != key.id) return fmt::format("{} is signed with another key ({})", file.name, checkpoint.key);
    if (!is_signed_by(checkpoint, key)) return fmt::format("the signature of {} is wrong", file.name);
    const auto hash = hash_at(tx, checkpoint.entries);
    if (!hash)
        return fmt::format("{} signed {} entries and the chain ends before: its end was removed, or an older copy is in place",
                           file.name, checkpoint.entries);
    if (*hash == checkpoint.hash) return {};
    return fmt::format("entries {} to {} are not those that {} signed", covered + 1, checkpoint.entries, file.name);
}

/// Where a chain that is too short ends; else where the last good checkpoint does.
std::int64_t first_doubtful(const store::Transaction& tx, const CheckpointFile& file, std::int64_t covered) {
    const auto reached = head(tx).seq;
    return file.content && reached < file.content->entries && reached >= covered ? reached + 1 : covered + 1;
}

}  // namespace

Checkpoint sign(const Head& head, const net::SigningKey& key, Millis at) {
    Checkpoint out{
        .entries = head.seq, .hash = head.hash, .at = at, .key = key.open.id, .signature = std::string(crypto_sign_BYTES, '\0')};
    const auto text = signed_text(out);
    crypto_sign_detached(reinterpret_cast<unsigned char*>(out.signature.data()), nullptr, bytes(text), text.size(),
                         bytes(key.secret));
    return out;
}

bool is_signed_by(const Checkpoint& checkpoint, const net::PublicKey& key) {
    const auto text = signed_text(checkpoint);
    return checkpoint.signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(bytes(checkpoint.signature), bytes(text), text.size(), bytes(key.bytes)) == 0;
}

std::string write_checkpoint(const Checkpoint& checkpoint) {
    return fmt::format("{}signature {}\n", signed_text(checkpoint), net::encode_base64(checkpoint.signature));
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
    if (!text.starts_with(title)) return std::nullopt;
    auto rest = text.substr(title.size());
    const auto entries = number(take(rest, "entries"));
    const auto hash = from_hex(take(rest, "hash"));
    const auto at = number(take(rest, "at"));
    const auto key = take(rest, "key");
    const auto signature = take(rest, "signature");
    const auto signature_bytes = signature ? net::decode_base64(*signature) : std::nullopt;
    if (!entries || !hash || !at || !key || !signature_bytes) return std::nullopt;
    Checkpoint out{.entries = *entries, .hash = *hash, .at = *at, .key = std::string(*key), .signature = *signature_bytes};
    return write_checkpoint(out) == text ? std::optional(std::move(out)) : std::nullopt;
}

std::string checkpoint_name(std::int64_t entries) { return fmt::format("{:012}{}", entries, extension); }

Result<std::vector<CheckpointFile>> read_checkpoints(const std::string& folder) {
    std::vector<CheckpointFile> out;
    std::error_code failed;
    for (std::filesystem::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        const auto name = it->path().filename().string();
        if (!name.ends_with(extension)) continue;
        const auto text = net::read_small(it->path().string());
        out.push_back({.name = name, .content = text.ok() ? parse_checkpoint(*text) : std::nullopt});
    }
    if (failed) return Error{.code = ErrorCode::audit_folder, .detail = folder};
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
}

Agreement compare(const store::Transaction& tx, const std::vector<CheckpointFile>& files, const net::PublicKey& key) {
    Agreement out;
    for (const auto& file : files) {
        if (auto reason = fault(tx, file, out.last, key); !reason.empty()) {
            out.bad_entry = first_doubtful(tx, file, out.last);
            out.reason = std::move(reason);
            return out;
        }
        ++out.checkpoints;
        out.last = std::max(out.last, file.content->entries);
    }
    return out;
}

}  // namespace motcua::audit
