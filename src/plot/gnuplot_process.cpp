#include "plot/gnuplot_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"

namespace spiral {

namespace {

// gnuplot finds these files under the numbers that it gets them by. It prints into the first.
constexpr int kReports = 3;
constexpr int kOutput = 4;
// Data stand inline behind their plot command. Were they on the standard input, gnuplot would take
// those of a command that it refuses for further commands.
constexpr int kScript = 5;

// How long one that is asked to end may take.
constexpr int kGraceMilliseconds = 5000;

// To poll().
constexpr GnuplotProcess::Patience kForever{-1};

std::string file_name(int number) { return fmt::format("'/dev/fd/{}'", number); }

[[noreturn]] void fail_to_start() {
  throw PlotError(std::string("gnuplot could not be started: ") + std::strerror(errno));
}

/// Above the numbers that gnuplot gets files by.
Descriptor out_of_the_way(int number) {
  const Descriptor low(number);
  Descriptor high(low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, kScript + 1));
  if (high < 0) fail_to_start();
  return high;
}

Descriptor memory_file(const char* name) { return out_of_the_way(memfd_create(name, MFD_CLOEXEC)); }

std::array<Descriptor, 2> pair_of(const int (&numbers)[2]) {
  return {out_of_the_way(numbers[0]), out_of_the_way(numbers[1])};
}

std::array<Descriptor, 2> make_pipe() {
  int numbers[2];
  if (pipe2(numbers, O_CLOEXEC) != 0) fail_to_start();
  return pair_of(numbers);
}

/// Unlike a pipe, a socket whose reader has died is no SIGPIPE.
std::array<Descriptor, 2> make_sockets() {
  int numbers[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers) != 0) fail_to_start();
  return pair_of(numbers);
}

std::string text_in(int file) {
  std::string text(static_cast<std::size_t>(lseek(file, 0, SEEK_END)), '\0');
  const ssize_t count = pread(file, text.data(), text.size(), 0);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return text;
}

void replace_text(int file, std::string_view text) {
  bool is_whole = ftruncate(file, 0) == 0;
  for (off_t offset = 0; is_whole && !text.empty();) {
    const ssize_t count = pwrite(file, text.data(), text.size(), offset);
    is_whole = count > 0;
    if (!is_whole) break;
    offset += count;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (!is_whole) throw PlotError("no memory is left for the commands of a figure");
}

/// Environment and signals as gnuplot shall find them: what the user set up for it, and what this
/// program did to its own signals, is not for these figures.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t defaults;
    sigfillset(&defaults);
    posix_spawnattr_setsigdefault(&attributes_, &defaults);
    // A group of its own: Ctrl-C is for this program, which then ends gnuplot.
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    for (char** variable = environ; *variable != nullptr; ++variable) {
      if (!std::string_view(*variable).starts_with("GNUTERM=")) environment_.push_back(*variable);
    }
    environment_.push_back(nullptr);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  void give(int file, int as) { posix_spawn_file_actions_adddup2(&actions_, file, as); }

  pid_t start() {
    std::string name = "gnuplot";
    std::string no_settings = "--default-settings";
    char* const arguments[] = {name.data(), no_settings.data(), nullptr};
    pid_t pid = 0;
    const int error =
        posix_spawnp(&pid, name.c_str(), &actions_, &attributes_, arguments, environment_.data());
    if (error == ENOENT) {
      throw PlotError(
          "gnuplot was not found; on Debian: apt install gnuplot-x11, or gnuplot-nox where there "
          "is no display; --plot none needs no gnuplot");
    }
    errno = error;
    if (error != 0) fail_to_start();
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
  std::vector<char*> environment_;
};

/// The first line in which gnuplot, or a library under it, says more than a warning.
std::string first_words(const std::string& complaints) {
  for (const std::string& line : split(complaints, '\n')) {
    const auto begin = line.find_first_not_of(" \t");
    const bool is_warning = line.find("warning:") != std::string::npos;
    if (begin != std::string::npos && !is_warning) return ": " + line.substr(begin);
  }
  return "";
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

int Descriptor::release() { return std::exchange(number_, -1); }

GnuplotProcess::GnuplotProcess(Patience patience)
    : patience_(patience),
      script_(memory_file("script")),
      output_(memory_file("output")),
      complaints_(memory_file("complaints")) {
  auto [input, gnuplots_input] = make_sockets();
  auto [reports, gnuplots_reports] = make_pipe();
  const Descriptor nowhere = out_of_the_way(open("/dev/null", O_WRONLY | O_CLOEXEC));
  SpawnPlan plan;
  plan.give(gnuplots_input, STDIN_FILENO);
  plan.give(nowhere, STDOUT_FILENO);
  plan.give(complaints_, STDERR_FILENO);
  plan.give(gnuplots_reports, kReports);
  plan.give(output_, kOutput);
  plan.give(script_, kScript);
  pid_ = plan.start();
  process_ =
      Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));  // glibc 2.36's is no C++
  input_ = std::move(input);
  reports_ = std::move(reports);
}

GnuplotProcess::~GnuplotProcess() {
  end();
  waitpid(pid_, nullptr, 0);
}

std::string GnuplotProcess::run(const std::string& commands) {
  return run_within(commands, patience_);
}

std::string GnuplotProcess::run_for_user(const std::string& commands) {
  return run_within(commands, kForever);
}

std::string GnuplotProcess::run_within(const std::string& commands, Patience patience) {
  replace_text(script_, fmt::format("set print {}\n{}\n", file_name(kReports), commands));
  // What it refuses ends the script, not gnuplot.
  const std::string load = fmt::format(
      "load {}\nprint GPVAL_ERRNO ? 'refused '.GPVAL_ERRMSG : 'done'\n"
      "unset multiplot\nreset errors\n",
      file_name(kScript));
  send(input_, load.data(), load.size(), MSG_NOSIGNAL);
  std::string printed;
  for (std::string line = next_report(patience); line != "done\n"; line = next_report(patience)) {
    is_closed_ = is_closed_ || line == "closed\n";
    if (is_closed_) throw WindowClosed();
    if (line.empty()) fail_as_ended();
    if (line.starts_with("refused ")) {
      throw PlotError("gnuplot: " + line.substr(8, line.size() - 9));
    }
    printed += line;
  }
  return printed;
}

void GnuplotProcess::begin_output() { run("set output " + file_name(kOutput)); }

std::string GnuplotProcess::take_output() {
  run("set output");
  return text_in(output_);
}

std::string GnuplotProcess::run_for_output(const std::string& commands) {
  begin_output();
  run(commands);
  return take_output();
}

std::string GnuplotProcess::next_report(Patience patience) {
  std::array<pollfd, 2> events{{{reports_, POLLIN, 0}, {process_, POLLIN, 0}}};
  std::string line;
  for (char c = 0; c != '\n';) {
    const int ready = poll(events.data(), events.size(), static_cast<int>(patience.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) {
      kill(pid_, SIGKILL);
      throw PlotError(fmt::format("gnuplot gave no answer for {} s{}",
                                  std::chrono::duration<double>(patience).count(),
                                  first_words(text_in(complaints_))));
    }
    // What an ended gnuplot has said comes first.
    if ((events[0].revents & POLLIN) == 0 || read(reports_, &c, 1) != 1) return {};
    line += c;
  }
  return line;
}

void GnuplotProcess::end() {
  input_ = Descriptor();  // an end of file, at which gnuplot ends
  pollfd process{process_, POLLIN, 0};
  while (poll(&process, 1, kGraceMilliseconds) < 0 && errno == EINTR) {
  }
  if (process.revents == 0) kill(pid_, SIGKILL);
}

void GnuplotProcess::fail_as_ended() {
  end();
  siginfo_t status{};
  waitid(P_PID, static_cast<id_t>(pid_), &status, WEXITED | WNOWAIT);
  const std::string how = status.si_code == CLD_EXITED
                              ? fmt::format("with exit code {}", status.si_status)
                              : fmt::format("by signal {}", status.si_status);
  throw PlotError("gnuplot ended " + how + first_words(text_in(complaints_)));
}

}  // namespace spiral
