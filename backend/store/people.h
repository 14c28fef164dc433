// People, shops and their tokens on PostgreSQL.
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "engine/ports/people.h"
#include "store/database.h"

namespace paydesk::store {

/// Each method is one transaction. Thread-safe. Everything it refers to outlives it.
class PgPeople final : public PeopleStore {
 public:
  PgPeople(Database& database, const Clock& clock, IdSource& ids) : database_(database), clock_(clock), ids_(ids) {}

  Result<Caller> find_by_token(const std::string& token_sha256) override;
  Result<Caller> ensure(const std::string& login, const std::string& display_name, const std::string& kind,
                        const std::vector<std::string>& roles, bool demo, const std::string& token_sha256) override;
  Result<views::PspQueue> pause_psp(const Caller& caller, const std::string& account, bool paused,
                                    const std::string& reason, const KeepAnswer<views::PspQueue>& keep) override;

 private:
  Database& database_;
  const Clock& clock_;
  IdSource& ids_;
};

} // namespace paydesk::store
