#include "server/audit/checkpoint_writer.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "server/audit/checkpoint.hpp"
#include "server/net/base64.hpp"
#include "server/net/secret_file.hpp"

namespace motcua::audit {
namespace {

Result<void> write_file(const std::string& folder, const std::string& name, const std::string& content) {
    const auto path = folder + '/' + name;
    return net::write_public(path, content).ok() ? Result<void>{}
                                                 : Result<void>{Error{.code = ErrorCode::audit_folder, .detail = path}};
}

Result<void> prepare(const CheckpointWriter::Options& options) {
    std::error_code failed;
    std::filesystem::create_directories(options.folder, failed);
    return write_file(options.folder, options.key.open.id + ".pub", net::encode_base64(options.key.open.bytes) + '\n');
}

/// The newest one that can be read, whoever signed it: a store that contradicts it is not to be written to.
Result<std::int64_t> newest_that_holds(const CheckpointWriter::Options& options) {
    MOTCUA_TRY(files, read_checkpoints(options.folder));
    while (!files.empty() && !files.back().content) files.pop_back();
    if (files.empty()) return std::int64_t{0};
    const auto& newest = *files.back().content;
    MOTCUA_TRY(hash,
               options.db->read<std::optional<std::string>>(
                   [&](store::Transaction& tx) -> Result<std::optional<std::string>> { return hash_at(tx, newest.entries); }));
    if (hash != newest.hash) return Error{.code = ErrorCode::audit_rolled_back, .detail = files.back().name};
    return newest.entries;
}

}  // namespace

struct CheckpointWriter::Impl {
    Options options;
    std::int64_t covered = 0;
    Millis tried = 0;
    bool failing = false;

    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread;

    Result<Head> read_head() {
        return options.db->read<Head>([](store::Transaction& tx) -> Result<Head> { return head(tx); });
    }
    Result<void> write(const Head& head);
    Result<void> look();
    void run();
};

CheckpointWriter::CheckpointWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<CheckpointWriter>> CheckpointWriter::start(Options options) {
    MOTCUA_CHECK(prepare(options));
    auto impl = std::make_unique<Impl>();
    MOTCUA_TRY(covered, newest_that_holds(options));
    impl->covered = covered;
    impl->tried = options.clock();
    impl->options = std::move(options);
    std::unique_ptr<CheckpointWriter> out(new CheckpointWriter(std::move(impl)));
    out->impl_->thread = std::thread([own = out->impl_.get()] { own->run(); });
    return out;
}

CheckpointWriter::~CheckpointWriter() {
    {
        std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->wake.notify_all();
    impl_->thread.join();
    const auto last = impl_->read_head();
    if (!last.ok() || last->seq == impl_->covered) return;
    if (const auto done = impl_->write(*last); !done.ok()) impl_->options.failed(done.error());
}

void CheckpointWriter::Impl::run() {
    for (;;) {
        {
            std::unique_lock lock(mutex);
            if (wake.wait_for(lock, options.look, [&] { return stopping; })) return;
        }
        if (const auto done = look(); !done.ok()) options.failed(done.error());
    }
}

Result<void> CheckpointWriter::Impl::write(const Head& head) {
    if (head.seq < covered) return Error{.code = ErrorCode::audit_rolled_back, .detail = checkpoint_name(covered)};
    const auto checkpoint = sign(head, options.key, options.clock());
    MOTCUA_CHECK(write_file(options.folder, checkpoint_name(head.seq), write_checkpoint(checkpoint)));
    covered = head.seq;
    return {};
}

// After a failure the next try waits for its time even when a thousand entries are due: a full disk does not fill the log.
Result<void> CheckpointWriter::Impl::look() {
    const auto now = options.clock();
    const bool due = now - tried >= options.period;
    if (failing && !due) return {};
    MOTCUA_TRY(reached, read_head());
    const bool many = reached.seq - covered >= options.rows;
    if (reached.seq == covered || !(many || due)) return {};
    tried = now;
    const auto written = write(reached);
    failing = !written.ok();
    return written;
}

}  // namespace motcua::audit
