// A network with bad luck, and the peers behind it: an identity authority and an SMS gateway that remember what they made
// effective. Every choice comes from the seed.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/net/call.hpp"
#include "server/net/signature.hpp"
#include "server/notify/email.hpp"
#include "server/notify/sms.hpp"
#include "shared/base/date.hpp"
#include "tests/fault/random.hpp"

namespace motcua::fault {

/// How bad the luck of one run is.
struct Weather {
    double lost = 0, late = 0, twice = 0, answer_lost = 0, busy = 0, stall = 0;  ///< of each message; the rest arrives
    double crash = 0;                                                           ///< at each step of the server
    double forgets = 0;                                                         ///< an authority restored from an old copy
    bool calm = false;                                                          ///< nothing goes wrong any more
};
[[nodiscard]] Weather weather_of(Random& random);

/// Time, what is to happen, and the notes by which a run can be followed.
struct World {
    Random random;
    Millis now = 0;
    Weather weather{};
    std::multimap<Millis, std::function<void()>> events{};
    std::vector<std::string> trace{}, problems{};

    void later(Millis least, Millis most, std::function<void()> what);
    void note(const std::string& line);
    void problem(const std::string& line);
    /// Runs what is due; gives when the next thing is.
    void run_events();
};

class Network {
public:
    struct Options {
        World* world = nullptr;
        net::PublicKey server;                                            ///< its signatures are checked
        std::function<void(const std::string& name)> step;                ///< the server may die here
        std::function<void()> stall;                                      ///< a minute and more passes: others take over
        std::function<void(const std::string& reference)> answer;         ///< the authority's callback has come through
    };
    explicit Network(Options options) : options_(std::move(options)) {}

    /// The server's calls to the authority, and its messages.
    Result<net::Answer> call(const net::Call& call);
    notify::Delivered sms(const notify::Sms& sms);
    notify::Delivered email(const notify::Email& email);

    std::set<std::string> poison{};  ///< references that the authority refuses for good (422)
    std::set<std::string> broken{};  ///< references at which it fails each time (500)
    std::string bad_phone{};         ///< a number that the gateway refuses for good
    Millis authority_down_until = 0, gateway_down_until = 0;

    /// What the authority has: by reference, the request that made it effective and how often that happened.
    struct Enrolment {
        std::string request, digest;
        int effective = 0;
        bool decided = false;
        int callbacks = 0;
    };
    std::map<std::string, Enrolment> enrolments{};
    std::vector<std::string> messages{};  ///< ids in the order in which they became effective

private:
    enum class Fate : std::uint8_t { fine, lost, late, twice, answer_lost, busy, stall };
    Fate fate();
    net::Answer arrive(const net::Call& call);
    net::Answer enrol(const std::string& reference, const std::string& request, const net::Call& call);
    net::Answer redeliver(const std::string& reference);
    void decide(const std::string& reference);
    void call_back(const std::string& reference);
    notify::Delivered message(const std::string& to, const std::string& id);
    void take_message(const std::string& id);
    Options options_;
};

}  // namespace motcua::fault
