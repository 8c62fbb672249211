// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// A renderer that tries what none may do. It prints what it achieved and never more than that, and
// whatever it leaves running ends by itself.

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace {

void connectTo(const char* address, int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    ::inet_pton(AF_INET, address, &to.sin_addr);
    const bool connected =
        fd >= 0 && ::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    std::printf("network: %s\n", connected ? "reached" : "none");
}

void readFile(const char* path)
{
    const int fd = ::open(path, O_RDONLY);
    char text[64] = {};
    const auto count = fd < 0 ? -1 : ::read(fd, text, sizeof text - 1);
    std::printf("file: %s\n", count > 0 ? text : "none");
}

void writeFile(const char* path)
{
    std::printf("write: %s\n", ::open(path, O_WRONLY | O_CREAT, 0600) >= 0 ? "done" : "refused");
}

void list(const char* path)
{
    DIR* folder = ::opendir(path);
    while (const dirent* each = folder ? ::readdir(folder) : nullptr)
        std::printf("%s\n", each->d_name);
}

void environmentAndFiles(int argc, char** argv)
{
    for (char** each = environ; *each; ++each)
        std::printf("env: %s\n", *each);
    for (int i = 1; i < argc; ++i)
        std::printf("arg: %s\n", argv[i]);
    for (int fd = 0; fd < 1024; ++fd) {
        if (::fcntl(fd, F_GETFD) >= 0)
            std::printf("fd: %d\n", fd);
    }
}

void forkMany(int most)
{
    int started = 0;
    for (; started < most; ++started) {
        const pid_t child = ::fork();
        if (child < 0)
            break;
        if (child == 0) {
            ::alarm(60);
            ::pause();
            ::_exit(0);
        }
    }
    std::printf("processes: %d\n", started);
    std::fflush(stdout);
    ::kill(0, SIGKILL);
}

void takeMemory()
{
    size_t taken = 0;
    constexpr size_t kStep = 64 << 20;
    while (taken < (size_t(8) << 30)) {
        // Addresses alone: they are what is limited, and no machine runs short of them.
        if (::mmap(nullptr, kStep, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
            == MAP_FAILED)
            break;
        taken += kStep;
    }
    std::printf("memory: %zu\n", taken >> 20);
}

void daemonise(const char* marker)
{
    if (::fork() == 0) {
        ::setsid();
        if (::fork() == 0) {
            ::signal(SIGTERM, SIG_IGN);
            ::prctl(PR_SET_NAME, marker);
            ::alarm(60);
            for (;;)
                ::pause();
        }
        ::_exit(0);
    }
    for (;;)
        ::pause();
}

} // namespace

int main(int argc, char** argv)
{
    const char* deed = argc > 1 ? argv[1] : "";
    const char* detail = argc > 2 ? argv[2] : "";
    if (!std::strcmp(deed, "connect"))
        connectTo(detail, argc > 3 ? std::atoi(argv[3]) : 0);
    else if (!std::strcmp(deed, "read"))
        readFile(detail);
    else if (!std::strcmp(deed, "write"))
        writeFile(detail);
    else if (!std::strcmp(deed, "list"))
        list(detail);
    else if (!std::strcmp(deed, "show"))
        environmentAndFiles(argc, argv);
    else if (!std::strcmp(deed, "fork"))
        forkMany(*detail ? std::atoi(detail) : 5000);
    else if (!std::strcmp(deed, "memory"))
        takeMemory();
    else if (!std::strcmp(deed, "daemon"))
        daemonise(detail);
    else if (!std::strcmp(deed, "stubborn")) {
        ::signal(SIGTERM, SIG_IGN);
        ::alarm(60);
        for (;;)
            ::pause();
    } else if (!std::strcmp(deed, "user")) {
        std::printf("user: %u\n", ::geteuid());
    } else if (!std::strcmp(deed, "yes")) {
        for (;;)
            std::puts("y");
    } else if (!std::strcmp(deed, "spin")) {
        ::alarm(60);
        for (volatile bool on = true; on;) { }
    } else if (!std::strcmp(deed, "version")) {
        std::puts("v5.0.0");
    } else if (!std::strcmp(deed, "build")) {
        // As a kustomize: prints the file `output` of the folder it is to build.
        std::FILE* out = std::fopen((std::string(detail) + "/output").c_str(), "r");
        for (int c = out ? std::fgetc(out) : EOF; c != EOF; c = std::fgetc(out))
            std::putchar(c);
        return out ? 0 : 1;
    }
    return 0;
}
