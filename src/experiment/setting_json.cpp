#include "experiment/setting_json.hpp"

namespace spiral {

nlohmann::ordered_json setting_json(const Setting& setting) {
  return {{"hidden", setting.hidden},
          {"activation", to_string(setting.activation)},
          {"activate_last_hidden", setting.activate_last_hidden},
          {"loss", to_string(setting.loss)},
          {"optimizer", to_string(setting.optimizer)},
          {"learning_rate", setting.learning_rate},
          {"epochs", setting.epochs},
          {"batch_size", setting.batch_size},
          {"train_size", setting.train_size},
          {"val_size", setting.val_size},
          {"noise", setting.noise}};
}

}  // namespace spiral
