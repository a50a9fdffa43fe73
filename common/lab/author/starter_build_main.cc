// The main of a lab's starter_build_test: that it was built is the test. Says
// which command tests what a student wrote, since `bazel test //labs/NN/...`
// runs this one and leaves that one out.

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "error: name the lab's folder, such as labs/04_int8\n";
    return 2;
  }
  std::cout << argv[1]
            << " compiles. Whether it is right, this test does not say:\n\n"
               "  bazel test //"
            << argv[1] << "\n";
  return 0;
}
