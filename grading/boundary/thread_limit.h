#pragma once

// The worker's own count of its threads, as they are made. The trusted side
// counts them, too (worker.h), but only now and then: by this count too many
// are too many each time, whatever the machine does meanwhile.
//
//   LimitThreads([] { ReplyWithComplaint(…); });
//
// Linked with --wrap=pthread_create, which std::thread calls as well.

namespace wbm::boundary {

// `refuse` is called, on the thread that asked for one too many, and then the
// process ends.
void LimitThreads(void (*refuse)());

}  // namespace wbm::boundary
