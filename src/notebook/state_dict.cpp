#include "notebook/state_dict.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <deque>
#include <map>
#include <utility>

#include "notebook/checkpoint.hpp"

namespace spiral {

namespace {

[[noreturn]] void refuse() { throw CheckpointError("its data.pkl is no state_dict"); }

struct Value {
  enum class Kind { other, integer, text, tuple, dict, name, storage, call };
  Kind kind = Kind::other;
  std::int64_t number = 0;
  /// Of a name or a call: the module, a blank and the function.
  std::string text = {};
  /// A tuple's; of a dict keys and values in turn; a call's arguments and a storage's description, each
  /// one tuple.
  std::vector<const Value*> items = {};
};

using Kind = Value::Kind;

const Value& item(const Value& value, std::size_t place, Kind kind) {
  if (place >= value.items.size() || value.items[place]->kind != kind) refuse();
  return *value.items[place];
}

/// Builds what the pickle describes. What it would call stays a name with arguments.
class PickleReader {
 public:
  explicit PickleReader(std::string_view bytes) : rest_(bytes) {}

  /// Lives as long as the reader.
  const Value& read() {
    while (true) {
      const char code = take(1).front();
      if (code == '.') return *pop();
      step(code);
    }
  }

 private:
  // Pickle's opcodes are characters.
  void step(char code) {
    switch (code) {
      case '\x80':  // PROTO
        take(1);
        break;
      case '\x95':  // FRAME
        take(8);
        break;
      case '(':
        marks_.push_back(stack_.size());
        break;
      case '}':
        push({.kind = Kind::dict});
        break;
      case ')':
        push({.kind = Kind::tuple});
        break;
      case 't':
        push({.kind = Kind::tuple, .items = pop_to_mark()});
        break;
      case '\x85':  // TUPLE1
      case '\x86':
      case '\x87':
        push({.kind = Kind::tuple, .items = pop(static_cast<std::size_t>(code - '\x84'))});
        break;
      case 'N':
      case '\x88':  // True
      case '\x89':  // False
        push({});
        break;
      case 'K':
        push_integer(1);
        break;
      case 'M':
        push_integer(2);
        break;
      case 'J':
        push_integer(4);
        break;
      case '\x8a':  // LONG1
        push_integer(static_cast<std::size_t>(take_integer(1)));
        break;
      case 'X':
        push_text(static_cast<std::size_t>(take_integer(4)));
        break;
      case '\x8c':  // SHORT_BINUNICODE
        push_text(static_cast<std::size_t>(take_integer(1)));
        break;
      case 'c': {
        const std::string module = take_line();
        push({.kind = Kind::name, .text = module + " " + take_line()});
        break;
      }
      case '\x93': {  // STACK_GLOBAL
        const auto words = pop(2);
        push({.kind = Kind::name, .text = words[0]->text + " " + words[1]->text});
        break;
      }
      case 'q':
        memo_[take_integer(1)] = top();
        break;
      case 'r':
        memo_[take_integer(4)] = top();
        break;
      case '\x94':  // MEMOIZE
        memo_[static_cast<std::int64_t>(memo_.size())] = top();
        break;
      case 'h':
        push_memo(take_integer(1));
        break;
      case 'j':
        push_memo(take_integer(4));
        break;
      case 'Q': {  // a storage, by its description
        const Value* description = pop();
        push({.kind = Kind::storage, .items = {description}});
        break;
      }
      case 'R':
        call();
        break;
      case 's':
        set_items(pop(2));
        break;
      case 'u':
        set_items(pop_to_mark());
        break;
      case 'b':  // attributes, of which a state_dict has its version
        pop();
        break;
      default:
        refuse();
    }
  }

  void call() {
    const Value* arguments = pop();
    const Value* function = pop();
    if (function->kind != Kind::name || arguments->kind != Kind::tuple) refuse();
    const bool is_dict = function->text == "collections OrderedDict" && arguments->items.empty();
    if (is_dict) return push({.kind = Kind::dict});
    push({.kind = Kind::call, .text = function->text, .items = {arguments}});
  }

  void set_items(const std::vector<const Value*>& items) {
    Value* dict = top();
    if (dict->kind != Kind::dict || items.size() % 2 != 0) refuse();
    dict->items.insert(dict->items.end(), items.begin(), items.end());
  }

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) refuse();
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string take_line() {
    const std::string line(take(std::min(rest_.find('\n'), rest_.size())));
    take(1);
    return line;
  }

  /// A little-endian integer, signed where it has more than two bytes.
  std::int64_t take_integer(std::size_t bytes) {
    if (bytes > sizeof(std::int64_t)) refuse();
    const std::string_view text = take(bytes);
    const bool is_negative = bytes > 2 && static_cast<unsigned char>(text.back()) >= 0x80;
    std::int64_t value = is_negative ? -1 : 0;
    std::memcpy(&value, text.data(), bytes);
    return value;
  }

  void push_integer(std::size_t bytes) {
    push({.kind = Kind::integer, .number = take_integer(bytes)});
  }

  void push_text(std::size_t length) {
    push({.kind = Kind::text, .text = std::string(take(length))});
  }

  void push_memo(std::int64_t place) {
    const auto found = memo_.find(place);
    if (found == memo_.end()) refuse();
    stack_.push_back(found->second);
  }

  void push(Value value) {
    values_.push_back(std::move(value));
    stack_.push_back(&values_.back());
  }

  Value* top() {
    if (stack_.empty()) refuse();
    return stack_.back();
  }

  const Value* pop() { return pop(1).front(); }

  std::vector<const Value*> pop(std::size_t count) {
    if (count > stack_.size()) refuse();
    const auto begin = stack_.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<const Value*> popped(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    return popped;
  }

  std::vector<const Value*> pop_to_mark() {
    if (marks_.empty() || marks_.back() > stack_.size()) refuse();
    const std::size_t count = stack_.size() - marks_.back();
    marks_.pop_back();
    return pop(count);
  }

  std::string_view rest_;
  // Owns all values, which may be in each other.
  std::deque<Value> values_;
  std::vector<Value*> stack_;
  std::vector<std::size_t> marks_;
  std::map<std::int64_t, Value*> memo_;
};

std::vector<std::int64_t> integers(const Value& tuple) {
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < tuple.items.size(); ++i) {
    numbers.push_back(item(tuple, i, Kind::integer).number);
  }
  return numbers;
}

}  // namespace

std::vector<StoredTensor> read_state_dict(std::string_view pickle) {
  PickleReader reader(pickle);
  const Value& dict = reader.read();
  if (dict.kind != Kind::dict) refuse();
  std::vector<StoredTensor> tensors;
  for (std::size_t i = 0; i < dict.items.size(); i += 2) {
    const std::string& name = item(dict, i, Kind::text).text;
    const Value& call = item(dict, i + 1, Kind::call);
    if (call.text != "torch._utils _rebuild_tensor_v2") refuse();
    const Value& tensor = item(call, 0, Kind::tuple);
    const Value& storage = item(item(tensor, 0, Kind::storage), 0, Kind::tuple);
    if (item(storage, 1, Kind::name).text != "torch FloatStorage") {
      throw CheckpointError("its " + name + " is not of float32");
    }
    tensors.push_back({.name = name,
                       .storage = item(storage, 2, Kind::text).text,
                       .offset = item(tensor, 1, Kind::integer).number,
                       .sizes = integers(item(tensor, 2, Kind::tuple)),
                       .strides = integers(item(tensor, 3, Kind::tuple)),
                       .storage_length = item(storage, 4, Kind::integer).number});
  }
  return tensors;
}

}  // namespace spiral
