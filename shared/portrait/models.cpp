#include "shared/portrait/networks.hpp"

namespace motcua::portrait {
namespace {

Result<cv::dnn::Net> read(std::string_view bytes, const char* name) {
    try {
        cv::dnn::Net net = cv::dnn::readNetFromONNX(bytes.data(), bytes.size());
        if (net.empty()) return Error{.code = ErrorCode::portrait_model, .detail = name};
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        return net;
    } catch (const std::exception&) {  // cv::Exception and bad_alloc of a damaged file
        return Error{.code = ErrorCode::portrait_model, .detail = name};
    }
}

}  // namespace

Models::Models() : networks_(std::make_unique<Networks>()) {}
Models::~Models() = default;

Result<std::shared_ptr<const Models>> Models::load(const ModelFiles& files) {
    std::shared_ptr<Models> models(new Models);
    MOTCUA_TRY(detector, read(files.detector, "blazeface.onnx"));
    models->networks_->detector.net = std::move(detector);
    if (!files.embedding.empty()) {
        MOTCUA_TRY(embedding, read(files.embedding, "mobilefacenet.onnx"));
        models->networks_->embedding.net = std::move(embedding);
    }
    if (!files.mesh.empty()) {
        MOTCUA_TRY(mesh, read(files.mesh, "facemesh.onnx"));
        models->networks_->mesh.net = std::move(mesh);
    }
    if (!files.person.empty()) {
        MOTCUA_TRY(person, read(files.person, "selfie.onnx"));
        models->networks_->person.net = std::move(person);
    }
    return std::shared_ptr<const Models>(std::move(models));
}

bool Models::can_compare() const { return !networks_->embedding.net.empty(); }
bool Models::has_mesh() const { return !networks_->mesh.net.empty(); }
bool Models::has_person() const { return !networks_->person.net.empty(); }

Result<std::vector<cv::Mat>> forward(Network& network, const cv::Mat& blob, const std::vector<std::string>& names) {
    const std::lock_guard guard(network.lock);
    try {
        network.net.setInput(blob);
        std::vector<cv::Mat> outputs;
        network.net.forward(outputs, names);
        for (cv::Mat& output : outputs) output = output.clone();  // the net reuses its own memory at the next pass
        return outputs;
    } catch (const std::exception& e) {
        return Error{.code = ErrorCode::portrait_model, .detail = e.what()};
    }
}

}  // namespace motcua::portrait
