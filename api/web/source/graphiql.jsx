import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./page.css";
import { examples } from "./examples.js";

const endpoint = window.location.pathname;
const fetcher = createGraphiQLFetcher({ url: endpoint });
const summaryQuery = "{ status(checkDisk: false) { store symbols callSites resolvedShare sources { id } } }";

async function fetchSummary() {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ query: summaryQuery }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data.status;
}

function describe({ store, symbols, callSites, resolvedShare, sources }) {
  const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  const facts = [count(sources.length, "source"), count(symbols, "symbol"), count(callSites, "call site")];
  if (resolvedShare !== null) facts.push(`${Math.floor(resolvedShare * 100)}% resolved`);
  return `${facts.join(" · ")} · ${store} store`;
}

function Header() {
  const [summary, setSummary] = useState("");
  useEffect(() => {
    fetchSummary().then(
      (status) => setSummary(describe(status)),
      (error) => setSummary(`the graph does not answer: ${error.message}`),
    );
  }, []);
  return (
    <header className="codecraft-header">
      <h1>CodeCraft</h1>
      <p role="status">{summary}</p>
    </header>
  );
}

function Page() {
  return (
    <>
      <Header />
      <main>
        <GraphiQL fetcher={fetcher} defaultTabs={examples}>
          <GraphiQL.Logo> </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

createRoot(document.getElementById("page")).render(<Page />);
