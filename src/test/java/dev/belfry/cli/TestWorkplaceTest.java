package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class TestWorkplaceTest {
  @Test
  void what_is_drafted_from_standard_input_is_listed(DataSource source) {
    TestWorkplace workplace = new TestWorkplace(source);

    assertThat(workplace.runWith("Ding", "draft", "-").exit()).isZero();

    Ran list = workplace.run("list");
    assertThat(list.exit()).isZero();
    assertThat(list.out()).contains("Ding");
    assertThat(list.err()).isEmpty();
  }

  @Test
  void a_node_releases_what_is_due_by_the_databases_clock(DataSource source) {
    TestWorkplace workplace = TestWorkplace.onTime(source);
    assertThat(workplace.run("account", "add", "dry-run:x:demo").exit()).isZero();
    assertThat(workplace.run("draft", "Ding", "--to", "dry-run:x:demo", "--now").exit()).isZero();

    Ran ran = workplace.run("run", "--once");

    assertThat(ran).as(ran.toString()).returns(0, Ran::exit);
    assertThat(ran.out()).contains("published");
  }
}
