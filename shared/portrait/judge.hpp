// Is this picture good enough to be the portrait of an account? Measures after ISO/IEC 29794-5 (one a file, see measures/),
// judged by a policy, put into one piece of advice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"
#include "shared/portrait/landmarks.hpp"
#include "shared/portrait/models.hpp"
#include "shared/portrait/policy.hpp"
#include "shared/portrait/subject.hpp"

namespace motcua::portrait {

/// A native value in the standard's unit, and the standard's 0-100 score. A measure that could not be taken (no face, say)
/// is not assessed: it says nothing, good or bad.
struct Measure {
    MeasureId id{};
    bool assessed = false;
    double value = 0;
    int score = 0;
};

/// Eyes, mouth and head of the largest face, where the mesh saw them.
struct Bearing {
    Pose pose{};
    EyeOpenness eyes{};
    double mouth = 0;
};

struct Verdict {
    bool valid = false;  ///< no causes
    int faces = 0;
    Face face{};          ///< the largest; meaningless when faces == 0
    Geometry geometry{};  ///< of it, in pixels of the picture
    std::optional<Bearing> bearing{};
    int quality = 0;  ///< 0..100: the unified quality score
    std::vector<Measure> measures{};
    std::vector<Cause> causes{};  ///< most important first
    std::vector<Cause> hints{};   ///< likewise: said, but not held against the picture
};

/// A picture without a face is a verdict (no_face), too. Extent::live leaves out what a camera frame does not need
/// (background, head covering, compression: they are judged when the picture is taken).
/// Errors: picture_damaged (no pixels); portrait_model (the detector failed: memory, say). What another network cannot say is not
/// assessed.
[[nodiscard]] Result<Verdict> judge(const picture::Picture& picture, const Models& models, const Policy& policy,
                                    Extent extent = Extent::full);

/// {"valid","faces","box","quality","pose","eyes","mouth","measures":{name:{"value","score","method"}},"causes":[…],"hints":[…],
/// "advice"}, the members always in this order, numbers with the decimals of measures.def: the same bytes in every build.
[[nodiscard]] std::string to_json(const Verdict& verdict);

}  // namespace motcua::portrait
