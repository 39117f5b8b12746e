// What lies between a path and its disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace spiral {

/// "NFS", where the file or its folder lies on a file system that other machines may share, or that a
/// process provides; nullopt for a local disk.
/// Source: the magic numbers of statfs(2) and of Linux's own file systems.
std::optional<std::string> network_file_system(const std::filesystem::path& file);

}  // namespace spiral
