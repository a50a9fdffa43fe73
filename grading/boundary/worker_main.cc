// The worker: reads requests, runs the student's functions, writes replies.
//
// Linked as an object beside the student's objects, so that a `main` among
// those is a link error. What it does is no wall: the student's code shares
// its memory. The trusted side believes nothing of a reply but the values.

#include <cxxabi.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <typeinfo>
#include <vector>

#include "common/lab/not_yet.h"
#include "grading/boundary/codec.h"
#include "grading/boundary/floating_point_environment.h"
#include "grading/boundary/message.h"
#include "grading/boundary/serve.h"
#include "grading/boundary/thread_limit.h"
#include "grading/boundary/wire.h"

extern "C" {
// From the linker. Weak, for a worker without functions has no section.
[[gnu::weak]] extern const wbm::boundary::Row* const __start_wbm_lab_api[];
[[gnu::weak]] extern const wbm::boundary::Row* const __stop_wbm_lab_api[];
}

namespace wbm::boundary {
namespace {

class RequestSource final : public Source {
 protected:
  std::ptrdiff_t ReadSome(void* to, std::size_t size) override {
    ssize_t got;
    do {
      got = read(kRequestFd, to, size);
    } while (got < 0 && errno == EINTR);
    return got;
  }
};

void WriteAll(std::vector<iovec> pieces) {
  constexpr std::size_t kMostPieces = 1024;  // IOV_MAX
  for (std::size_t i = 0; i < pieces.size();) {
    const std::size_t count = std::min(pieces.size() - i, kMostPieces);
    const ssize_t put = writev(kReplyFd, &pieces[i], static_cast<int>(count));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) _exit(0);  // nobody listens any more
    for (auto done = static_cast<std::size_t>(put); i < pieces.size();) {
      if (done < pieces[i].iov_len) {
        pieces[i].iov_base = static_cast<char*>(pieces[i].iov_base) + done;
        pieces[i].iov_len -= done;
        break;
      }
      done -= pieces[i++].iov_len;
    }
  }
}

void Reply(std::uint64_t call_id, Kind kind, const Sink& body) {
  const ReplyHead head = {.call_id = call_id,
                          .kind = static_cast<std::uint32_t>(kind),
                          .zero = 0,
                          .size = body.size()};
  std::vector<iovec> pieces = body.Pieces();
  pieces.insert(pieces.begin(), {const_cast<ReplyHead*>(&head), sizeof head});
  WriteAll(std::move(pieces));
}

void ReplyWithComplaint(std::uint64_t call_id, Kind kind, Complaint complaint) {
  if (complaint.text.size() > kMostText) complaint.text.resize(kMostText);
  if (complaint.task.size() > kMostText) complaint.task.resize(kMostText);
  Sink body;
  Encode(body, complaint);
  Reply(call_id, kind, body);
}

// "std::out_of_range: vector::_M_range_check".
std::string Describe(const std::exception& thrown) {
  const char* name = typeid(thrown).name();
  int status = 0;
  char* readable = abi::__cxa_demangle(name, nullptr, nullptr, &status);
  std::string text = status == 0 && readable != nullptr ? readable : name;
  std::free(readable);
  return text + ": " + thrown.what();
}

std::atomic<std::uint64_t> current_call = 0;

// Once: threads that come second wait for the end.
void RefuseThreads() {
  static std::atomic_flag told;
  while (told.test_and_set()) pause();
  ReplyWithComplaint(current_call, Kind::kThreadLimit, {});
}

std::unique_ptr<Invocation> Find(const std::string& name, Mode mode) {
  for (const Row* const* row = __start_wbm_lab_api; row != __stop_wbm_lab_api;
       ++row) {
    if (name != (*row)->name) continue;
    const MakeInvocation make =
        mode == Mode::kEach ? (*row)->each : (*row)->call;
    if (make != nullptr) return make();
  }
  return nullptr;
}

// Null when the request cannot be understood.
std::unique_ptr<Invocation> ReadInvocation(Source& request) {
  Mode mode{};
  std::string name;
  if (!Decode(request, mode) || !Decode(request, name)) return nullptr;
  std::unique_ptr<Invocation> invocation = Find(name, mode);
  if (invocation == nullptr || !invocation->Read(request)) return nullptr;
  return request.left() == 0 ? std::move(invocation) : nullptr;
}

struct Done {
  Kind kind = Kind::kValue;
  Complaint complaint = {};
};

Done Run(Invocation& invocation, Sink& reply) {
  try {
    invocation.Run();
    invocation.Write(reply);
    return {};
  } catch (const lab::NotYet& stub) {
    return {Kind::kNotWritten, {stub.file(), stub.task(), stub.line()}};
  } catch (const std::bad_alloc&) {
    return {Kind::kMemoryLimit, {}};
  } catch (const std::exception& thrown) {
    return {Kind::kThrew, {Describe(thrown)}};
  } catch (...) {
    return {Kind::kThrew, {"something that is not a std::exception"}};
  }
}

// The student's code, and whether it left the processor as it was.
Done RunAndInspect(Invocation& invocation, Sink& reply) {
  const std::string before = FloatingPointChange();
  RestoreFloatingPoint();
  Done done = Run(invocation, reply);
  const std::string after = FloatingPointChange();
  RestoreFloatingPoint();
  std::fflush(stdout);
  if (done.kind == Kind::kValue && !(before + after).empty()) {
    done.kind = Kind::kFloatingPointEnvironment;
    done.complaint.text =
        after.empty() ? before + ", already before the call" : after;
  }
  return done;
}

void Serve(std::uint64_t call_id, Source& request) {
  std::unique_ptr<Invocation> invocation;
  Kind trouble = Kind::kBadRequest;
  try {
    invocation = ReadInvocation(request);
  } catch (const std::bad_alloc&) {
    trouble = Kind::kMemoryLimit;
  }
  if (invocation == nullptr) {
    if (!request.Skip()) _exit(0);
    return ReplyWithComplaint(call_id, trouble, {request.problem()});
  }
  Sink reply;
  const Done done = RunAndInspect(*invocation, reply);
  if (done.kind == Kind::kValue) {
    Reply(call_id, done.kind, reply);
  } else {
    ReplyWithComplaint(call_id, done.kind, done.complaint);
  }
}

[[noreturn]] void ServeForever() {
  // Lines as they are printed: what came before a crash is seen.
  std::setvbuf(stdout, nullptr, _IOLBF, 1024);
  LimitThreads(&RefuseThreads);
  RequestSource request;
  for (;;) {
    RequestHead head{};
    request.Begin(sizeof head);
    if (!request.Value(head)) _exit(0);  // no more requests
    request.Begin(head.size);
    current_call = head.call_id;
    Serve(head.call_id, request);
  }
}

}  // namespace
}  // namespace wbm::boundary

int main() { wbm::boundary::ServeForever(); }
