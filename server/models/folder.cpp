#include "server/models/folder.hpp"

#include <fstream>
#include <iterator>

namespace motcua::models {
namespace {

Error refused(std::string_view file, std::string_view why) {
    return {.code = ErrorCode::portrait_model, .detail = std::string(file) + ": " + std::string(why)};
}

}  // namespace

std::optional<std::string> bytes_of(const std::string& folder, std::string_view file) {
    std::ifstream in(folder + "/" + std::string(file), std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<std::string> read_model(const std::string& folder, std::string_view file, const Manifest& manifest) {
    auto bytes = bytes_of(folder, file);
    if (!bytes) return refused(file, "missing");
    const Json& entry = entry_of(manifest, file);
    if (entry.is_null()) return refused(file, "not in the manifest");
    const Json& pinned = member(entry, "sha256");
    if (!pinned.is_null() && pinned != sha256_hex(*bytes)) return refused(file, "changed: its sha256 is not the manifest's");
    return *std::move(bytes);
}

namespace {

/// What the portrait's measures need; all of it, so that a picture is judged alike on every machine.
struct Seeing {
    std::string detector, mesh, person;
};
Result<Seeing> read_seeing(const std::string& folder) {
    MOTCUA_TRY(detector, read_model(folder, "blazeface.onnx"));
    MOTCUA_TRY(mesh, read_model(folder, "facemesh.onnx"));
    MOTCUA_TRY(person, read_model(folder, "selfie.onnx"));
    return Seeing{.detector = std::move(detector), .mesh = std::move(mesh), .person = std::move(person)};
}

}  // namespace

Result<std::shared_ptr<const portrait::Models>> load(const std::string& folder) {
    MOTCUA_TRY(seeing, read_seeing(folder));
    return portrait::Models::load({.detector = seeing.detector, .mesh = seeing.mesh, .person = seeing.person});
}

Result<std::shared_ptr<const portrait::Models>> load(const std::string& folder, portrait::FaceModel face_model) {
    MOTCUA_TRY(seeing, read_seeing(folder));
    MOTCUA_TRY(embedding, read_model(folder, portrait::facts(face_model).file));
    return portrait::Models::load(
        {.detector = seeing.detector, .embedding = embedding, .face_model = face_model, .mesh = seeing.mesh, .person = seeing.person});
}

Result<std::shared_ptr<const document::Ocr>> load_ocr(const std::string& folder) {
    const auto bytes = read_model(folder, "ocrb.bin");
    auto ocr = bytes ? document::Ocr::load(*bytes) : Result<std::shared_ptr<const document::Ocr>>(bytes.error());
    if (!ocr) return Error{.code = ErrorCode::document_model, .detail = bytes ? "ocrb.bin: damaged" : bytes.error().detail};
    return ocr;
}

}  // namespace motcua::models
