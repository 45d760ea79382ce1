import { useLocation } from 'preact-iso';

const PAGES = [
  { path: '/', name: 'Overview' },
  { path: '/products', name: 'Products' },
  { path: '/orders', name: 'Orders' },
];

export const NavBar = () => {
  const { path } = useLocation();
  return (
    <header class="bg-body-tertiary border-bottom">
      <nav class="navbar navbar-expand" aria-label="Pages">
        <div class="container-xxl flex-wrap justify-content-start">
          <a class="navbar-brand fw-semibold" href="/">Quick Sell</a>
          <ul class="navbar-nav">
            {PAGES.map(page => (
              <li key={page.path} class="nav-item">
                <a
                  class={`nav-link ${page.path === path ? 'active' : ''}`}
                  href={page.path}
                  aria-current={page.path === path ? 'page' : undefined}
                >
                  {page.name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </nav>
    </header>
  );
};
