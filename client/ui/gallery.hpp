// /{language}/officer/gallery: every component of the kit in its states. Shown by officer.wasm, measured by the unit tests;
// the only page that knows nothing of the application.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/ui/view.hpp"

namespace motcua::ui {

struct Gallery {
    std::string lang = "vi";
    std::string family_name, notes, code, nationality, province = "79", sex, password;
    std::string long_name = "Đặng Thị Ngọc Hằng 王小明 김민준";
    DateParts birth;
    bool truth = false;
    bool wrong = false;          ///< shows every field's error
    std::vector<Stroke> strokes;
    int presses = 0;
};

void gallery_page(View& view, Gallery& state);

}  // namespace motcua::ui
