//! Draws how time grows with the number of users: both axes logarithmic, a line for every engine, as SVG.

use crate::figures::{Figures, Unit};
use std::fmt::Write as _;
use std::path::Path;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 70.0;
const BOTTOM: f64 = 50.0;
const TOP: f64 = 36.0;
const RIGHT: f64 = 150.0;
/// Colours that can be told apart, also by those who see few of them.
const COLOURS: [&str; 5] = ["#0072b2", "#d55e00", "#e69f00", "#009e73", "#cc79a7"];

/// An engine, and its time in nanoseconds for each number of users.
type Line = (String, Vec<(f64, f64)>);

/// Writes the picture, if there is anything to draw.
pub fn save(figures: &Figures, path: &Path) -> std::io::Result<()> {
    let lines = lines(figures, "assign random");
    if lines.iter().all(|(_, points)| points.len() < 2) {
        return Ok(());
    }
    std::fs::write(path, draw(&lines))
}

fn lines(figures: &Figures, work: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for one in figures.kinds().into_iter().filter(|one| one.work == work && one.unit == Unit::Wall) {
        let Some(time) = figures.wall(work, &one.engine, one.size) else { continue };
        let point = (one.size as f64, time);
        match lines.iter_mut().find(|(engine, _)| *engine == one.engine) {
            Some((_, points)) => points.push(point),
            None => lines.push((one.engine.clone(), vec![point])),
        }
    }
    for (_, points) in &mut lines {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    lines
}

/// Powers of ten around what is shown.
struct Axis {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
}

impl Axis {
    fn new(values: impl Iterator<Item = f64>, low: f64, high: f64) -> Self {
        let (mut from, mut to) = (f64::MAX, f64::MIN);
        for value in values {
            from = from.min(value.log10().floor());
            to = to.max(value.log10().ceil());
        }
        Self { from, to: to.max(from + 1.0), low, high }
    }

    fn at(&self, value: f64) -> f64 {
        self.low + (value.log10() - self.from) / (self.to - self.from) * (self.high - self.low)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.from as i32..=self.to as i32).map(|power| 10_f64.powi(power))
    }
}

fn draw(lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let across = Axis::new(points().map(|point| point.0), LEFT, WIDTH - RIGHT);
    let up = Axis::new(points().map(|point| point.1), HEIGHT - BOTTOM, TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n\
         <text x=\"{LEFT}\" y=\"20\" font-size=\"14\">Seats for all users in one durable request, ids in random order</text>\n"
    );
    for tick in across.ticks() {
        let (x, label) = (across.at(tick), grouped(tick));
        let (bottom, below) = (HEIGHT - BOTTOM, HEIGHT - BOTTOM + 18.0);
        let _ = writeln!(svg, "<path d=\"M{x:.1} {TOP}V{bottom}\" stroke=\"#ddd\"/>");
        let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{below}\" text-anchor=\"middle\">{label}</text>");
    }
    for tick in up.ticks() {
        let (y, label) = (up.at(tick), crate::table::short_time(tick));
        let (right, left) = (WIDTH - RIGHT, LEFT - 8.0);
        let _ = writeln!(svg, "<path d=\"M{LEFT} {y:.1}H{right}\" stroke=\"#ddd\"/>");
        let _ = writeln!(svg, "<text x=\"{left}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>", y + 4.0);
    }
    let middle = f64::midpoint(LEFT, WIDTH - RIGHT);
    let _ = writeln!(svg, "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">users</text>", HEIGHT - 10.0);
    for ((_, points), colour) in lines.iter().zip(COLOURS.iter().cycle()) {
        let places: Vec<_> = points.iter().map(|(x, y)| (across.at(*x), up.at(*y))).collect();
        let path: Vec<_> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let path = path.join(" ");
        let _ = writeln!(
            svg,
            "<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
        );
        for (x, y) in &places {
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
        }
    }
    legend(&mut svg, lines);
    svg.push_str("</svg>\n");
    svg
}

fn legend(svg: &mut String, lines: &[Line]) {
    for (at, ((engine, _), colour)) in lines.iter().zip(COLOURS.iter().cycle()).enumerate() {
        let (x, y) = (WIDTH - RIGHT + 14.0, TOP + 16.0 + 20.0 * at as f64);
        let _ =
            writeln!(svg, "<rect x=\"{x}\" y=\"{}\" width=\"12\" height=\"4\" fill=\"{colour}\"/>", y - 6.0);
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{y}\">{engine}</text>", x + 18.0);
    }
}

/// A whole number with a comma between its thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
