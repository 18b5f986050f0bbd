// The texts of all messages (assets/messages.json): topic x language x channel, with {name} places.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "server/notify/notifier.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::notify {

struct Rendered {
    std::string subject;  ///< empty for SMS
    std::string text;
};

class Catalogue {
public:
    /// Every topic must have every text in every language of the form. Errors: messages_malformed (detail: "submitted.vi.sms").
    [[nodiscard]] static Result<std::unique_ptr<Catalogue>> parse(std::string_view json);
    /// Errors: messages_malformed (detail: the place that has no value).
    [[nodiscard]] Result<Rendered> render(Topic topic, Channel channel, std::string_view language,
                                          const std::map<std::string, std::string>& values) const;
    /// The authority's reason in a person's words; the text of "OTHER" for a code we do not know.
    [[nodiscard]] std::string reason(std::string_view code, std::string_view language) const;

private:
    Json texts_;
};

/// Replaces each {name}; values may hold anything (braces in a value are not read again). Errors: messages_malformed.
[[nodiscard]] Result<std::string> fill(std::string_view text, const std::map<std::string, std::string>& values);

}  // namespace motcua::notify
