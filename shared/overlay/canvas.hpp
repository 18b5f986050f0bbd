// Lines and rings on a picture, their edges smoothed: for pictures that people look at; nothing is measured on them.
#pragma once

#include "shared/picture/picture.hpp"

namespace motcua::overlay {

struct Colour {
    std::uint8_t blue = 0, green = 0, red = 0;
};

/// In pixels of the picture; a pixel's middle is at its number + 0.5.
struct Point {
    double x = 0, y = 0;
};

struct Pen {
    Colour colour{};
    double width = 1;    ///< pixels
    double opacity = 1;  ///< 0..1
};

class Canvas {
public:
    /// `picture`: three channels.
    explicit Canvas(picture::Picture picture) : picture_(std::move(picture)) {}
    void line(Point from, Point to, const Pen& pen);
    void ring(Point centre, double radius, const Pen& pen);
    void square(Point centre, double half_side, const Pen& pen);
    [[nodiscard]] picture::Picture take() && { return std::move(picture_); }

private:
    template <class Distance>
    void stroke(Point low, Point high, const Pen& pen, Distance distance);
    picture::Picture picture_;
};

}  // namespace motcua::overlay
