// The use cases that the fault tests go through, each with the step of Office::bring_to before which it stands.
#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "tests/fault/office.hpp"

namespace motcua::fault {

struct Step {
    std::string_view name;
    std::string_view before;  ///< for Office::bring_to
    std::function<Result<void>(Office&, Person&)> act;
    int commits = 1;          ///< how many transactions it is made of
};

inline const std::array<Step, 10>& steps() {
    static const std::array<Step, 10> all{{
        {.name = "draft", .before = "draft", .act = [](Office& o, Person& p) { return o.save_draft(p); }},
        {.name = "submit", .before = "submit", .act = [](Office& o, Person& p) { return o.submit(p); }},
        {.name = "book", .before = "book", .act = [](Office& o, Person& p) { return o.book(p); }},
        {.name = "take_in", .before = "take_in", .act = [](Office& o, Person& p) { return o.take_in(p); }, .commits = 3},
        {.name = "verify", .before = "verify", .act = [](Office& o, Person& p) { return o.verify(p); }, .commits = 2},
        {.name = "consent", .before = "consent", .act = [](Office& o, Person& p) { return o.consent(p); }},
        {.name = "send", .before = "send", .act = [](Office& o, Person& p) { return o.send(p); }},
        {.name = "answer", .before = "answer", .act = [](Office& o, Person& p) { return o.answer(p); }},
        {.name = "notify", .before = "take_in", .act = [](Office& o, Person&) { return o.notify(); }, .commits = 5},
        {.name = "key_destruction", .before = "take_in", .act = [](Office& o, Person& p) { return o.sign_out(p); }},
    }};
    return all;
}

}  // namespace motcua::fault
