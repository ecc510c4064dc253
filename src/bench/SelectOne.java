import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** The least that a Java program must do to ask a Postgres anything: what start-up is measured against. */
public final class SelectOne {
  public static void main(String[] args) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                System.getenv("BENCH_URL"), "belfry", System.getenv("BENCH_PASSWORD"));
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT 1")) {
      answer.next();
      System.out.println(answer.getInt(1));
    }
  }
}
