#include "study/file_system.hpp"

#include <sys/vfs.h>

#include <cstdint>
#include <utility>

namespace spiral {

namespace {

constexpr std::pair<std::uint32_t, const char*> kNetwork[] = {
    {0x6969, "NFS"},        {0x517B, "SMB"},       {0xFE534D42, "SMB"},  {0xFF534D42, "CIFS"},
    {0x0BD00BD0, "Lustre"}, {0x65735546, "FUSE"},  {0x01021997, "9p"},   {0x00C36400, "Ceph"},
    {0x5346414F, "AFS"},    {0x6B414653, "AFS"},   {0x47504653, "GPFS"}, {0x19830326, "BeeGFS"},
    {0x73757245, "Coda"},   {0x7461636F, "OCFS2"}, {0x01161970, "GFS2"}, {0xAAD7AAEA, "PanFS"}};

}  // namespace

std::optional<std::string> network_file_system(const std::filesystem::path& file) {
  struct statfs status = {};
  const auto folder = std::filesystem::absolute(file).parent_path();
  if (statfs(file.c_str(), &status) != 0 && statfs(folder.c_str(), &status) != 0) {
    return std::nullopt;
  }
  for (const auto& [magic, name] : kNetwork) {
    if (magic == static_cast<std::uint32_t>(status.f_type)) return name;
  }
  return std::nullopt;
}

}  // namespace spiral
