// Pictures of papers: sent as soon as they are chosen; the form's field keeps the id the server gives.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/model/drafts.hpp"

namespace motcua::client {

struct Attachment {
    bool sending = false;
    bool unreadable = false;  ///< the chosen file was no picture, or too large
    bool failed = false;
    Problem problem{};
};

class Attachments {
public:
    Attachments(Host& host, Api& api, Drafts& drafts) : host_(host), api_(api), drafts_(drafts) {}

    /// Must run each time the page is built: the host reports a chosen file under the path.
    [[nodiscard]] const Attachment& listen(const std::string& person, const std::string& path);
    /// Takes the picture out of the form and off the server; one that was filed the server keeps until the correction is.
    void remove(const std::string& person, const std::string& path);
    [[nodiscard]] bool sending() const;
    /// Another page was entered, or rows moved: what is still on its way belongs nowhere any more.
    void leave();

private:
    void chosen(const std::string& person, const std::string& path, const Picture& picture);
    void forget(const std::string& id);

    Host& host_;
    Api& api_;
    Drafts& drafts_;
    std::map<std::string, Attachment, std::less<>> fields_;
    int visit_ = 0;
};

}  // namespace motcua::client
