#include "plot/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"

namespace spiral {

namespace {

// Matplotlib's titles are so many times as large as its labels; lines of text are so far apart.
constexpr double kTitleSize = 1.2;
constexpr double kLineHeight = 1.25;

// Matplotlib's margins and gaps: parts of a figure's width, and of a box's.
constexpr double kLeft = .125;
constexpr double kRight = .1;
constexpr double kGap = .2;
constexpr std::size_t kColumnsWithMargins = 3;

// Matplotlib's markers, with its letters. Units: of a screen of 100 pixels an inch.
constexpr double kMarker = 6 * kUnitsPerInch / 72;

// Between text and the page's rim, or what is next to it. Units: heights of letters.
constexpr double kHeadAir = .3;
constexpr double kTitleAir = .2;
constexpr double kBelowAir = .2;
constexpr double kLeftAir = .4;
constexpr double kGapAir = .1;
// Of a title's line, between it and its box.
constexpr double kAboveBox = .05;
// No box is flatter, however much text a page has: its height as a part of its width.
constexpr double kFlattest = .8;
// An axis's label, with what is between it and its marks' labels.
constexpr double kAxisLabel = 1.25;
// Half of the last label below a box stands beyond it.
constexpr double kHalfLabel = 1.4;

using Row = std::vector<Panel>;

std::vector<Row> rows_of(const std::vector<Panel>& panels, std::size_t columns) {
  std::vector<Row> rows;
  for (const Panel& panel : panels) {
    const bool is_full = rows.empty() || rows.back().size() == columns;
    if (is_full || panel.is_wide || rows.back().front().is_wide) rows.emplace_back();
    rows.back().push_back(panel);
  }
  return rows;
}

/// Where boxes stand across a page.
class Across {
 public:
  Across(const std::vector<Row>& rows, const PanelStyle& style)
      : width_(style.side * static_cast<double>(style.columns)),
        has_margins_(style.columns >= kColumnsWithMargins) {
    const auto count = static_cast<double>(style.columns);
    double first = 0;
    double other = 0;
    for (const Row& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        double& need = i == 0 ? first : other;
        const double label = row[i].y_label.empty() ? 0 : kAxisLabel;
        const double air = i == 0 ? kLeftAir : kGapAir;
        need = std::max(need, (row[i].left + label + air) * style.font());
      }
    }
    left_ = std::max(first, has_margins_ ? kLeft * width_ : 0);
    right_ = std::max(kHalfLabel * style.font(), has_margins_ ? kRight * width_ : 0);
    const double inside = width_ - left_ - right_;
    gap_ = std::max(other, kGap * inside / (count + kGap * (count - 1)));
    box_ = (inside - (count - 1) * gap_) / count;
  }

  double from(std::size_t column) const {
    return (left_ + static_cast<double>(column) * (box_ + gap_)) / width_;
  }
  double to(std::size_t column, bool is_wide) const {
    return is_wide ? 1 - right_ / width_ : from(column) + box_ / width_;
  }
  /// Of all boxes, as Matplotlib's margins leave it or as letters do.
  double middle() const { return has_margins_ ? .5 : (left_ + width_ - right_) / 2 / width_; }
  double head_width() const { return 2 * std::min(middle(), 1 - middle()) * width_; }
  /// How wide a title may be.
  double title_width(bool is_wide) const { return is_wide ? width_ : box_ + .9 * gap_; }
  double width() const { return width_; }
  double box() const { return box_; }

 private:
  double width_;
  bool has_margins_;
  double left_;
  double right_;
  double gap_;
  double box_;
};

/// A title's lines. Bold letters need enhanced text, in which no text of a user's may stand.
std::vector<std::string> title_lines(const Title& title, std::size_t letters) {
  std::vector<std::string> lines;
  for (const std::string& line : split(wrapped(title.text, letters), '\n')) {
    lines.push_back(gnuplot_string(line) + " noenhanced");
  }
  if (title.bold.empty()) return lines;
  const std::string bold = "'{/:Bold " + title.bold + "}' enhanced";
  if (title.text.size() + 1 + title.bold.size() > letters) {
    lines.push_back(bold);
  } else {
    lines.back() = gnuplot_string(title.text + " ") + "." + bold;
  }
  return lines;
}

class Page {
 public:
  Page(const std::string& title, const std::vector<Panel>& panels, const PanelStyle& style,
       double aspect)
      : style_(style),
        rows_(rows_of(panels, style.columns)),
        across_(rows_, style),
        head_(title.empty()
                  ? std::vector<std::string>()
                  : title_lines({title}, letters_in(across_.head_width(), title_font()))) {
    double text = head_height();
    for (const Row& row : rows_) {
      std::size_t lines = 0;
      double below = 0;
      for (const Panel& panel : row) {
        lines = std::max(lines, lines_of(panel).size());
        below = std::max(below, panel.below + (panel.x_label.empty() ? 0 : kAxisLabel));
      }
      titles_.push_back(static_cast<double>(lines) * line() + kTitleAir * style.font());
      below_.push_back((below + kBelowAir) * style.font());
      text += titles_.back() + below_.back();
    }
    const auto rows = static_cast<double>(rows_.size());
    const double wanted = (rows * style.side * aspect - text) / rows;
    box_ = std::max(wanted, kFlattest * aspect * across_.box());
    height_ = text + rows * box_;
  }

  double width() const { return across_.width(); }
  double height() const { return height_; }

  std::string commands() const {
    // As thick as suits the letters; where panels are small for these, points are smaller.
    const double thickness = style_.font() * 72 / kUnitsPerInch / kMatplotlibPoints;
    const double points = std::min(thickness, style_.side / kUnitsPerInch / kPanelInches);
    std::string commands = fmt::format(
        "set encoding utf8\nset termoption enhanced\nunset key\nunset colorbox\n"
        "set tics out nomirror scale .6 noenhanced\nset termoption pointscale {:.4g}\n"
        "set termoption linewidth {:.4g}\nset multiplot\n",
        kMarker * points * style_.units.point, thickness * style_.units.line);
    commands += text(head_, across_.middle(), kHeadAir * style_.font());
    double top = head_height();
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      top += titles_[r];
      for (std::size_t i = 0; i < rows_[r].size(); ++i) {
        const Panel& panel = rows_[r][i];
        const auto lines = lines_of(panel);
        const Box box =
            box_of(panel, {across_.from(i), across_.to(i, panel.is_wide), top, top + box_});
        commands += text(lines, (box.left + box.right) / 2,
                         box.top - static_cast<double>(lines.size()) * line() - kAboveBox * line());
        commands += axis_labels(panel, box);
        commands += fmt::format(
            "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n"
            "set tmargin at screen {:.5f}\nset bmargin at screen {:.5f}\n{}unset label\n",
            box.left, box.right, 1 - box.top / height_, 1 - box.bottom / height_, panel.commands);
      }
      top += box_ + below_[r];
    }
    return commands + "unset multiplot\n";
  }

 private:
  double title_font() const { return kTitleSize * style_.font(); }
  double line() const { return kLineHeight * title_font(); }
  double head_height() const {
    return head_.empty() ? 0
                         : kHeadAir * style_.font() + static_cast<double>(head_.size()) * line();
  }

  std::vector<std::string> lines_of(const Panel& panel) const {
    return title_lines(panel.title, letters_in(across_.title_width(panel.is_wide), title_font()));
  }

  /// Lines centred at `x`, a part of the width, the first one's top at `top` below the page's.
  std::string text(const std::vector<std::string>& lines, double x, double top) const {
    std::string commands;
    for (const std::string& words : lines) {
      commands +=
          fmt::format("set label {} at screen {:.5f}, screen {:.5f} center font ',{:.4g}'\n", words,
                      x, 1 - (top + line() / 2) / height_, title_font() * style_.units.font);
      top += line();
    }
    return commands;
  }

  /// Left and right are parts of the page's width, top and bottom lie below the page's top.
  struct Box {
    double left;
    double right;
    double top;
    double bottom;
  };

  /// The box of a panel in the middle of its place.
  Box box_of(const Panel& panel, const Box& place) const {
    if (!panel.height_to_width) return place;
    const double ratio = *panel.height_to_width;
    const double width = (place.right - place.left) * across_.width();
    const double height = place.bottom - place.top;
    const double across = std::max(0., width - height / ratio) / 2 / across_.width();
    const double down = std::max(0., height - width * ratio) / 2;
    return {place.left + across, place.right - across, place.top + down, place.bottom - down};
  }

  std::string axis_labels(const Panel& panel, const Box& box) const {
    const auto label = [&](const std::string& words, double x, double y, const char* turn) {
      if (words.empty()) return std::string();
      return fmt::format("set label {} noenhanced at screen {:.5f}, screen {:.5f} center {}\n",
                         gnuplot_string(words), x, 1 - y / height_, turn);
    };
    const double beside = (panel.left + kAxisLabel / 2) * style_.font() / across_.width();
    const double below = (panel.below + kAxisLabel / 2) * style_.font();
    return label(panel.x_label, (box.left + box.right) / 2, box.bottom + below, "norotate") +
           label(panel.y_label, box.left - beside, (box.top + box.bottom) / 2, "rotate by 90");
  }

  const PanelStyle& style_;
  const std::vector<Row> rows_;
  const Across across_;
  const std::vector<std::string> head_;
  // A row each: the height of its titles, and of what stands below its boxes.
  std::vector<double> titles_ = {};
  std::vector<double> below_ = {};
  double box_ = 0;
  double height_ = 0;
};

}  // namespace

Figure make_page(const std::string& name, const std::string& title,
                 const std::vector<Panel>& panels, const PanelStyle& style, double aspect) {
  const Page page(title, panels, style, aspect);
  return {name,         title.empty() ? panels.front().title.text : title,
          page.width(), page.height(),
          style.font(), page.commands()};
}

}  // namespace spiral
