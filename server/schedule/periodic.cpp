#include "server/schedule/periodic.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace motcua::schedule {

Periodic::Periodic(std::function<void(const std::stop_token&)> act, Millis pause)
    : thread_([act = std::move(act), pause](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any wake;
          std::unique_lock lock(mutex);
          do act(stop);
          while (!wake.wait_for(lock, stop, std::chrono::milliseconds(pause), [&] { return stop.stop_requested(); }));
      }) {}

}  // namespace motcua::schedule
