// What an operator has on record of a number's holder: the text message with which 1414 answers "TTTB". Every network writes it in
// its own way and none publishes how, so this reads what it can and calls the rest not found. For advice only, never for a refusal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/identity/name.hpp"

namespace motcua::identity {

/// Longest reply that is read, in code points; what is beyond it is left out (long messages have some 500).
inline constexpr std::size_t longest_reply = 2000;

/// Each empty when the reply does not say it.
struct Subscriber {
    std::string name{};        ///< in capitals, without marks
    std::string birth_date{};  ///< "YYYY-MM-DD"
    std::string document{};    ///< letters and digits; '*' for a run that the operator hides
};
[[nodiscard]] Subscriber read_subscriber(std::string_view reply);

/// What the person typed from the passport; each may be empty still.
struct Holder {
    Name name{};
    std::string birth_date{};
    std::string document{};
};
/// `unknown`: one of the two does not say it.
enum class Agreement : std::uint8_t { same, different, unknown };
struct Agreements {
    Agreement name = Agreement::unknown, birth_date = Agreement::unknown, document = Agreement::unknown;
};
/// Neither the order of the words of a name matters, nor marks, case and blanks; what the operator hides agrees with anything.
[[nodiscard]] Agreements compare(const Subscriber& subscriber, const Holder& holder);

}  // namespace motcua::identity
